// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/published_models.h"

#include <array>

namespace engine {
namespace {

constexpr const char* kEndToken = "<|endoftext|>";

const std::string kSdIndexRest = R"(,
  "text_encoder": ["transformers", "CLIPTextModel"], "tokenizer": ["transformers", "CLIPTokenizer"],
  "unet": ["diffusers", "UNet2DConditionModel"], "vae": ["diffusers", "AutoencoderKL"]})";

std::string sdIndex(const std::string& scheduler) {
    return R"({"_class_name": "StableDiffusionPipeline", "scheduler": ["diffusers", ")" +
           scheduler + "\"]" + kSdIndexRest;
}

const std::string kXlIndex = R"({
  "_class_name": "StableDiffusionXLPipeline", "force_zeros_for_empty_prompt": true,
  "scheduler": ["diffusers", "EulerDiscreteScheduler"],
  "text_encoder": ["transformers", "CLIPTextModel"],
  "text_encoder_2": ["transformers", "CLIPTextModelWithProjection"],
  "tokenizer": ["transformers", "CLIPTokenizer"], "tokenizer_2": ["transformers", "CLIPTokenizer"],
  "unet": ["diffusers", "UNet2DConditionModel"], "vae": ["diffusers", "AutoencoderKL"]})";

/// What the U-Nets of SD 1.x and 2.x share; \a rest has their differences.
std::string sdUnet(const std::string& rest) {
    return R"({"_class_name": "UNet2DConditionModel", "act_fn": "silu",
  "block_out_channels": [320, 640, 1280, 1280], "center_input_sample": false,
  "down_block_types": ["CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D",
                       "DownBlock2D"],
  "up_block_types": ["UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"],
  "downsample_padding": 1, "flip_sin_to_cos": true, "freq_shift": 0, "in_channels": 4,
  "layers_per_block": 2, "mid_block_scale_factor": 1, "norm_eps": 1e-05, "norm_num_groups": 32,
  "out_channels": 4, )" +
           rest + "}";
}

const std::string kXlUnet = R"({"_class_name": "UNet2DConditionModel", "act_fn": "silu",
  "addition_embed_type": "text_time", "addition_time_embed_dim": 256,
  "attention_head_dim": [5, 10, 20], "block_out_channels": [320, 640, 1280],
  "center_input_sample": false, "cross_attention_dim": 2048,
  "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"],
  "up_block_types": ["CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"],
  "downsample_padding": 1, "flip_sin_to_cos": true, "freq_shift": 0, "in_channels": 4,
  "layers_per_block": 2, "mid_block_scale_factor": 1,
  "mid_block_type": "UNetMidBlock2DCrossAttn", "norm_eps": 1e-05, "norm_num_groups": 32,
  "out_channels": 4, "projection_class_embeddings_input_dim": 2816, "sample_size": 128,
  "transformer_layers_per_block": [1, 2, 10], "use_linear_projection": true})";

std::string vae(int sampleSize, const std::string& rest = {}) {
    return R"({"_class_name": "AutoencoderKL", "act_fn": "silu",
  "block_out_channels": [128, 256, 512, 512],
  "down_block_types": ["DownEncoderBlock2D", "DownEncoderBlock2D", "DownEncoderBlock2D",
                       "DownEncoderBlock2D"],
  "up_block_types": ["UpDecoderBlock2D", "UpDecoderBlock2D", "UpDecoderBlock2D",
                     "UpDecoderBlock2D"],
  "in_channels": 3, "latent_channels": 4, "layers_per_block": 2, "norm_num_groups": 32,
  "out_channels": 3, "sample_size": )" +
           std::to_string(sampleSize) + rest + "}";
}

/// A CLIP text encoder; the feed-forward layers are four times as wide in all of them.
std::string clip(const std::string& className, int width, int heads, int layers,
                 const std::string& activation, int projection) {
    return R"({"architectures": [")" + className + R"("], "model_type": "clip_text_model", )" +
           R"("hidden_act": ")" + activation + R"(", "hidden_size": )" + std::to_string(width) +
           R"(, "intermediate_size": )" + std::to_string(4 * width) +
           R"(, "num_attention_heads": )" + std::to_string(heads) + R"(, "num_hidden_layers": )" +
           std::to_string(layers) + R"(, "projection_dim": )" + std::to_string(projection) +
           R"(, "layer_norm_eps": 1e-05, "max_position_embeddings": 77, "vocab_size": 49408})";
}

/// All were trained with the same betas.
std::string scheduler(const std::string& className, const std::string& rest) {
    return R"({"_class_name": ")" + className + R"(", "beta_end": 0.012, "beta_start": 0.00085,
  "beta_schedule": "scaled_linear", "num_train_timesteps": 1000, "clip_sample": false,
  "set_alpha_to_one": false, "skip_prk_steps": true, "steps_offset": 1, "trained_betas": null)" +
           rest + "}";
}

}  // namespace

std::span<const PublishedModel> publishedModels() {
    static const std::string vitL = clip("CLIPTextModel", 768, 12, 12, "quick_gelu", 768);
    static const std::array<PublishedModel, 3> models = {{
        {"sd15",
         "Stable Diffusion 1.5",
         sdIndex("PNDMScheduler"),
         sdUnet(R"("attention_head_dim": 8, "cross_attention_dim": 768, "sample_size": 64)"),
         vae(512),
         scheduler("PNDMScheduler", {}),
         vitL,
         {},
         kEndToken,
         kEndToken},
        {"sd21",
         "Stable Diffusion 2.1",
         sdIndex("DDIMScheduler"),
         sdUnet(R"("attention_head_dim": [5, 10, 20, 20], "cross_attention_dim": 1024,
  "sample_size": 96, "use_linear_projection": true, "upcast_attention": true)"),
         vae(768),
         scheduler("DDIMScheduler", R"(, "prediction_type": "v_prediction")"),
         clip("CLIPTextModel", 1024, 16, 23, "gelu", 512),
         {},
         "!",
         "!"},
        {"sdxl", "Stable Diffusion XL 1.0", kXlIndex, kXlUnet,
         vae(1024, R"(, "force_upcast": true, "scaling_factor": 0.13025)"),
         scheduler("EulerDiscreteScheduler", R"(, "prediction_type": "epsilon",
  "interpolation_type": "linear", "timestep_spacing": "leading", "use_karras_sigmas": false)"),
         vitL, clip("CLIPTextModelWithProjection", 1280, 20, 32, "gelu", 1280), kEndToken, "!"},
    }};
    return models;
}

const PublishedModel* publishedModel(const std::string& geometry) {
    for (const auto& model : publishedModels())
        if (model.geometry == geometry) return &model;
    return nullptr;
}

}  // namespace engine
