<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>app::Actions</name>
    <message>
        <source>Open &amp;model folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model in the diffusers folder layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;labels…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with a label project, or start one on a folder of norm pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close Denoscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the key sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Denoscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open pictures; dropping them on the window does the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;folder of pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open all pictures of a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the picture in the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the current picture out of the list; its file stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the next picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the previous picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next picture &amp;beside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the next picture of the list beside the others, to compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy read-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the read-out line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy every tile&apos;s value at the reference, as a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;definition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the exact sentence that a paper needs about this map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy v&amp;iew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the tiles as they are seen, as a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pin token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin the token under the pointer: up to nine, A to I</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Unpin all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget all pinned tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Forget reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let go of the kept token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with pin %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make this pinned token the reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L2 norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles show the L2 norm of every token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles show how similar every token is to the reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Switch norm and similarity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch all tiles between norm and similarity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare by the next measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare by the previous measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare tokens by this measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One tile per block: conv_in, down, mid and up blocks, conv_out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One tile per published inner position: each resnet, attention and sampler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Choose layers…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the tree of layers and filter it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile shows the token in all layers shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over timesteps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile shows the token at all timesteps that were computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour the maps so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour the maps with the next table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours for &amp;every eye</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cividis for all maps: the same to every kind of colour vision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This &amp;map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours span each map&apos;s own values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Layer, all timesteps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours span all that was computed of the same layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole &amp;run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours span all that was computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours span −1 to 1 (0 to 1 for distances), or what was set on a colour bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;obust</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours span the percentiles 0.5 to 99.5 of each map; what lies outside is marked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the colours reach as far as the next mode says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pin tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the active tile as it is, in front of the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Enlarge tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the active tile alone, or all again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map &amp;over the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the active layer&apos;s map over the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token &amp;grid on the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the tokens of the active layer over the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More of the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the map over the picture denser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less of the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the map over the picture more transparent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Larger tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show larger tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;maller tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show smaller tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Usual tile size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show tiles of the usual size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom into all maps at once; numbers appear in large cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom o&amp;ut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out of all maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole ma&amp;ps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show whole maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put all panels back where they were at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next timestep (more noise) or step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the previous timestep (less noise) or step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;First timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the first timestep or step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Last timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the last timestep or step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer &amp;above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read from the previous layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer &amp;below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read from the next layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pla&amp;y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play through the timesteps or steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute &amp;all timesteps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute every column of the matrix for the current picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compute again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute what is missing, after a cancel or a failure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop computing after the running module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;rompt for pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the U-Net is told beside a picture; empty at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Seed of the noise…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which noise is added to pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Generate…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate a picture from a prompt and look into every step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Crop to the model&apos;s square</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Centred, as the anomaly study does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stretch to the model&apos;s square</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of the picture, distorted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pad to the model&apos;s square</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of the picture, black borders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep size and shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture&apos;s own pixels, sides cut to multiples of 8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Standard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels −1 to 1, posterior mean, own noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anomaly &amp;study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the published study: pixels 0 to 1, posterior sample, Euler input scaling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activations beyond this go to disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language of the window, from the next start; files are the same in all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at activations: a click keeps a token as reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark anomalies: a click sets or takes away a patch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judge somebody&apos;s labels, picture by picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;resets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M&amp;easure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ran&amp;ge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Norms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Signed values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Values from 0 to 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pane&amp;ls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lang&amp;uage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pr&amp;otocol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Memory for activations</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::AgreementDialog</name>
    <message>
        <source>Agreement with %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 compared, %2 left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that one of the two has not decided yet are left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 here, %2 there, %3 the same, %4 within one patch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matched one to one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F1, same patch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same upper left token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F1, within one patch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows and columns each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cohen&apos;s kappa</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over all aligned patches: holds a label or not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Krippendorff&apos;s alpha</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nominal, over the same patches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patches on which the two differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, the other one patch away</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::ControlBar</name>
    <message>
        <source>Choose a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model whose activations are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::DefinitionController</name>
    <message>
        <source>%1, smallest %2, largest %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, not finite: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; best match x%1 y%2: %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::ExplorePage</name>
    <message>
        <source>Close the profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Definition of the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers × timesteps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Definition</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::ExplorePresenter</name>
    <message>
        <source>Layers: %1 · %2 per picture and timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop pictures here, or open them with Ctrl+O.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model above, or drop its folder here. It is read, never run: folders in the diffusers layout with safetensors weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a picture to see what the model makes of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose layers: Blocks, Inner, or some of the tree.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::ExploreWorkspace</name>
    <message>
        <source>Open all pictures of a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no pictures in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to paste.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture in the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not pinned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All nine pins are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove one in the panel Pins, or all with Unpin all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timesteps to compute: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their activations take %1; the memory for activations is %2. What does not fit goes to disk, where %3 are free, and comes back when it is looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An activation was not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is computed again when it is looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activations not computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was computed before it stays; F5 tries again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generating %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing t %1, layers: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::FileDialogs</name>
    <message>
        <source>Open pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::GenerationController</name>
    <message>
        <source>generated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the model&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model has no text encoder or no VAE.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::KeySheet</name>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the message, else stop computing, else let go of reference A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+arrows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move reference A by one token of the tile in focus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token under it is the reference; a click keeps it as A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark the outlined patch, or unmark it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel, drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom and move picture and map together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::LabelActions</name>
    <message>
        <source>&amp;Next picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the next picture of the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the previous picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next not &amp;done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the next picture without a decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous not d&amp;one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the one before without a decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next dis&amp;agreement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the next picture on which the two annotators differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done with this picture, on to the next one that is not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looked at, nothing there; on to the next that is not done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sure; a second time takes it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Comment…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a comment on this picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;all pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the filter of the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Mark or unmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set or take away the patch at the keyboard&apos;s cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ta&amp;ke away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take away the label at the keyboard&apos;s cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cursor left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the keyboard&apos;s cursor by one patch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cursor right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cursor up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cursor down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back the last edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the edit again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The labels of this picture are right; on to the next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The labels of this picture are wrong; on to the next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the current proposal a label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make all open proposals labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refuse the current proposal; it is remembered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the proposal before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Blind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide proposals and scores, for labels that they did not sway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;refused proposals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark refused proposals with a cross</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw norms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One colour scale for all pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classic 8-bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grey, each picture&apos;s highest norm white: the study&apos;s look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch raw and classic &amp;look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch between the two looks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the colours span all maps known so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patch &amp;grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the lines between patches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show picture and map larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show picture and map smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all of picture and map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label a folder of &amp;photos…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a project whose norm maps the open model computes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Classic preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The web labeler&apos;s habits: left and right go through the queue, so does the right button; red dots; 8-bit look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Write the web labeler&apos;s files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After each edit also write its JSON file beside the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>O&amp;dd alignment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let patches begin at any token; recorded in the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Annotator…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose name new labels carry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Photos beside the maps…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the photos of a folder, in the order of their names, beside the maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a &amp;second annotator&apos;s project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same queue with nothing said yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Com&amp;pare with another annotator…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreement of two projects, and where they differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mer&amp;ge with…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take over the labels of another project or folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export labels…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the study&apos;s array, a table or the web labeler&apos;s files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep my version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write over what another program wrote; a copy of it is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the &amp;other version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load what another program wrote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Marking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;roposals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;view</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::LabelController</name>
    <message>
        <source>Reading %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Mend or remove that file, then open the project again; it is not overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels recovered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every edit that was acknowledged is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw norms not shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labelling is not affected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed; all edits up to number %1 are on disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The maps of photos are computed by a model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model in Explore first (Ctrl+1).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::LabelFiles</name>
    <message>
        <source>Export labels: .npy, .csv, or a folder&apos;s name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take over the labels of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with the labels of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second annotator&apos;s project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos beside the maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of the label files beside the pictures say something else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are not overwritten. Label ▸ Review ▸ Merge with… takes their labels over; choose the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The web labeler&apos;s file was not written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label itself is safe in the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program changed the project file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your edits go on in the journal. Label ▸ Keep my version writes over the other (a copy is kept), Take the other version loads it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels not exported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project is untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your labels are untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels not merged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merged; conflicts: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was dropped; Ctrl+Z takes the merge back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merged %1: %2 labels added, %3 taken away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No project was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels not compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New labels carry this name:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::LabelMapController</name>
    <message>
        <source>These pictures are 8-bit, normalised one by one. Raw norms are shown where the norms command&apos;s norms.npz lies beside them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The norm map is on its way…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model in Explore (Ctrl+1): it computes the maps of these photos.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source> · %n NaN</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · %n clipped</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The photo is on its way…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no photo for this map.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::LabelOpener</name>
    <message>
        <source>Open read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep my version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the other version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair, keeping the damaged files aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder not opened for labelling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No label project was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures are untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels not opened</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::LabelPage</name>
    <message>
        <source>Mark high-norm anomalies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a folder of norm pictures (norm_0000.png …) or a label project on the window.
A click on a bright patch marks it, another takes the mark away; X says that there is nothing and goes on.
Every edit is on disk before the next one; close the window whenever you like.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open norm pictures or a project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label a folder of photos with the open model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm map</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::LabelPresenter</name>
    <message>
        <source>1 label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Y accept   ·   R reject   ·   C comment   ·   ? all keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All pictures are decided   ·   Ctrl+E exports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>click: mark   ·   ⏎ done   ·   X nothing there   ·   ? all keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not decided yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looked at: nothing there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsure, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not judged yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden: blind mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None above the threshold is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::LabelProjectDialog</name>
    <message>
        <source>Patches may begin at any token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label a folder of photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>−1..1 (standard)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0..1 (as the anomaly study)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patch, tokens per side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of photos</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::LabelWorkspace</name>
    <message>
        <source>Open a label project, or any norm picture of a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label projects and norm pictures (*.json *.png *.jpg)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels not written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1

Every edit that was acknowledged is in the journal beside the project and will be there when it is opened again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the window open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close; the journal has the edits</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::LayerController</name>
    <message>
        <source>No such layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model has none of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layers shown before stay.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::MainWindow</name>
    <message>
        <source>Opening %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · U-Net %1 M parameters, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · pictures: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes effect when Denoscope is started the next time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Denoscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Denoscope %1&lt;/b&gt;&lt;br&gt;Looks inside diffusion models.&lt;br&gt;&lt;br&gt;GNU General Public License, version 3 or later. Without any warranty.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::MapController</name>
    <message>
        <source>Failed; F5 tries again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose what to compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 + %3 + %4 % of variance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA of %1 maps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::ModelController</name>
    <message>
        <source>Model not opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 stays open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo model</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::PictureController</name>
    <message>
        <source>pasted-%1.png</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture not pasted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No temporary file could be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture not opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture shown before stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture not shown.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::PlotController</name>
    <message>
        <source>Point at a token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a token to compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing computed yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No map with one value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::SettingsController</name>
    <message>
        <source>Prompt for pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the U-Net is told beside a picture. The study uses the empty prompt; words matter
for cross-attention maps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of the noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The noise that is added to pictures is drawn from this seed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::ShowBar</name>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What every tile shows of its layer (N, M)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The word of the prompt that cross-attention maps show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the colours reach (L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L2 norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log of L2 norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>z of L2 norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Percentile of L2 norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA as RGB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer, all timesteps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Robust 0.5–99.5 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phenomena of the anomaly study, one click each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose tokens the three principal axes come from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Axes of all pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Axes of all timesteps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channel </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each tile is compared with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture to compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other timestep or step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer to compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‖x‖ − ‖y‖, or ‖x − y‖</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of norms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of vectors</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::TileMenu</name>
    <message>
        <source>Unpin tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference to this timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference to this layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference to this picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>this map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer, all timesteps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p0.5–p99.5</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>core::BestMatch</name>
    <message>
        <source>avg: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>core::LabelLook</name>
    <message>
        <source>L2 norm · one range for all pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8 bit · this picture&apos;s highest norm = 255</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>core::LabelSession</name>
    <message>
        <source>Saved: edit %1 is on disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved: %1 Everything up to edit %2 is on disk.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>core::Presets</name>
    <message>
        <source>Positional embedding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reference token of one picture is most like the token at the same place of the other picture, whatever is there. Move the pointer and watch the brightest token follow its place in up_blocks[0] and up_blocks[1], but the content in up_blocks[2].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corner artifacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokens of the corners, and less so of the borders, are like each other and unlike the rest, whatever the picture shows there. The reference is the upper left corner: look at the other corners, also of the other picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High-norm anomalies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Few tokens have norms far above all others, mostly in the up blocks and in places that show nothing special. The reference is the token of the largest norm: read its z score and see in the profile in which layers and at which timesteps it stands out.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>core::Subject</name>
    <message>
        <source>step %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>Close other programs, or choose a smaller model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::ActivityBar</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after the module that is being computed (Ctrl+.)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelling — finishes this step</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::CaptureMatrix</name>
    <message>
        <source>Captured activations, layers by timesteps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>largest z %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in memory, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on disk, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <comment>layer, timestep: state</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2: %3 of %4 layers computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; largest z %1 in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>max z 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in part</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::ColorBar</name>
    <message>
        <source>Colour bar</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::HistogramPlot</name>
    <message>
        <source>Histogram of the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No finite value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 not finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; colours from %2 to %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::LabelQueueModel</name>
    <message>
        <source>Not looked at yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looked at: nothing there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 by %2 %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocked: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::LabelQueuePanel</name>
    <message>
        <source>Share of the queue that is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With comments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected in review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue of pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::LabelToolsPanel</name>
    <message>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels of this project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment on this picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least robust z of a proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patches whose mean norm lies at least this far above the median are proposed: (mean − median) / (1.4826 · MAD) over the patches of this map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open proposals, highest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm at the dark end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm at the bright end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1  x%2 y%3  z +%4%5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  off grid</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::LayerTreeModel</name>
    <message>
        <source>mean of heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>head %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>map (cross)</source>
        <comment>attention</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>map (self)</source>
        <comment>attention</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention to the prompt&apos;s tokens, %1 heads: tick the mean or a head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention between tokens, %1 heads: tick the mean or a head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels; of an attention map its heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens, height × width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ch.</source>
        <comment>channels</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grid</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::LayerTreePanel</name>
    <message>
        <source>Filter layers: up attn2 map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every word must occur in the path or in the other name (up-level1-…). * stands for anything but a dot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick the outputs of the blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick the published inner positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick every layer that the filter finds, too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untick all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost of the ticked layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers to capture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::MapTile</name>
    <message>
        <source>Not computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this tile when layers change (K)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this tile (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map of %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
%2
Tokens count from the upper left; NumPy order is [y, x].
Click keeps a token as reference, Shift+drag averages a region, double click enlarges.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>, %n NaN</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n clipped</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>, %1 at the reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>red, green, blue: axes 1–3</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source> · %n NaN</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::MemoryMeter</name>
    <message>
        <source>Memory of the captured activations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activations in memory: %1
On disk: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::MessageBar</name>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy this message to the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Next (%n more)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Close this message and show the next (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::PaneHeader</name>
    <message>
        <source>Take this picture off the board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, current picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::PictureBoard</name>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::PictureCanvas</name>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 by %3 pixels</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::PictureStrip</name>
    <message>
        <source>Opened pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take off the board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show beside the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::PinsPanel</name>
    <message>
        <source>P pins the token under the pointer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinned tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sim.</source>
        <comment>similarity</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L2 norm and z score in the active layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similarity to the reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this pin (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove all pins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, the reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>norm %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>similarity %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::ProfilePlot</name>
    <message>
        <source>Profile of the reference token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>median</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of the reference: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean %1, median %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p25–p75: %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p5–p95: %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::PromptPanel</name>
    <message>
        <source>Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the picture shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Negative prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it should not show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate (Ctrl+Return in the prompt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale of classifier-free guidance; 1 and less: none, one run per step instead of two</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another seed, at random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unconditional half</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conditional half</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each guided step runs the model twice, without and with the prompt. The anomaly study looks at the run without.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Guidance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;ampler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Look at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Negative prompt: in use</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::ReadOutBar</name>
    <message>
        <source>Read-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer | timestep | token, x and y from the upper left (NumPy order is [y, x]) | its pixels, first–last | L2 norm over channels, z score (population deviation of this map), percentile (share of tokens with at most this norm) | similarity to the kept token A.
— not computed, … being computed. Ctrl+C copies the line.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::TileGrid</name>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::TimestepChooser</name>
    <message>
        <source>Timestep at which this picture is noised, 0 to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timestep of this picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::TimestepControl</name>
    <message>
        <source>Timestep of the training schedule at which the picture is noised, 0 to 999 (Left, Right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timestep</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
