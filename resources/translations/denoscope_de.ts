<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>app::Actions</name>
    <message>
        <source>Open &amp;model folder…</source>
        <translation>&amp;Modellordner öffnen…</translation>
    </message>
    <message>
        <source>Open a model in the diffusers folder layout</source>
        <translation>Ein Modell im Ordneraufbau von diffusers öffnen</translation>
    </message>
    <message>
        <source>Open &amp;labels…</source>
        <translation>&amp;Labels öffnen…</translation>
    </message>
    <message>
        <source>Go on with a label project, or start one on a folder of norm pictures</source>
        <translation>Ein Labelprojekt fortsetzen oder eines über einem Ordner mit Normbildern anfangen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Close Denoscope</source>
        <translation>Denoscope schließen</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>Show the key sheet</source>
        <translation>Die Übersicht der Tasten zeigen</translation>
    </message>
    <message>
        <source>&amp;About Denoscope</source>
        <translation>Ü&amp;ber Denoscope</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>Version und Lizenz</translation>
    </message>
    <message>
        <source>&amp;Open pictures…</source>
        <translation>Bilder ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Open pictures; dropping them on the window does the same</source>
        <translation>Bilder öffnen; sie ins Fenster zu ziehen tut dasselbe</translation>
    </message>
    <message>
        <source>Open &amp;folder of pictures…</source>
        <translation>&amp;Ordner mit Bildern öffnen…</translation>
    </message>
    <message>
        <source>Open all pictures of a folder</source>
        <translation>Alle Bilder eines Ordners öffnen</translation>
    </message>
    <message>
        <source>&amp;Paste picture</source>
        <translation>Bild &amp;einfügen</translation>
    </message>
    <message>
        <source>Open the picture in the clipboard</source>
        <translation>Das Bild in der Zwischenablage öffnen</translation>
    </message>
    <message>
        <source>&amp;Remove picture</source>
        <translation>Bild entfe&amp;rnen</translation>
    </message>
    <message>
        <source>Take the current picture out of the list; its file stays</source>
        <translation>Das aktuelle Bild aus der Liste nehmen; seine Datei bleibt</translation>
    </message>
    <message>
        <source>&amp;Next picture</source>
        <translation>&amp;Nächstes Bild</translation>
    </message>
    <message>
        <source>Show the next picture</source>
        <translation>Das nächste Bild zeigen</translation>
    </message>
    <message>
        <source>&amp;Previous picture</source>
        <translation>&amp;Voriges Bild</translation>
    </message>
    <message>
        <source>Show the previous picture</source>
        <translation>Das vorige Bild zeigen</translation>
    </message>
    <message>
        <source>Next picture &amp;beside</source>
        <translation>Nächstes Bild &amp;daneben</translation>
    </message>
    <message>
        <source>Show the next picture of the list beside the others, to compare</source>
        <translation>Das nächste Bild der Liste zum Vergleich neben den anderen zeigen</translation>
    </message>
    <message>
        <source>&amp;Copy read-out</source>
        <translation>&amp;Ablesung kopieren</translation>
    </message>
    <message>
        <source>Copy the read-out line</source>
        <translation>Die Zeile mit der Ablesung kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;values</source>
        <translation>&amp;Werte kopieren</translation>
    </message>
    <message>
        <source>Copy every tile&apos;s value at the reference, as a table</source>
        <translation>Den Wert jeder Kachel an der Referenz kopieren, als Tabelle</translation>
    </message>
    <message>
        <source>Copy &amp;definition</source>
        <translation>&amp;Definition kopieren</translation>
    </message>
    <message>
        <source>Copy the exact sentence that a paper needs about this map</source>
        <translation>Den genauen Satz kopieren, den eine Veröffentlichung über diese Karte braucht</translation>
    </message>
    <message>
        <source>Copy v&amp;iew</source>
        <translation>A&amp;nsicht kopieren</translation>
    </message>
    <message>
        <source>Copy the tiles as they are seen, as a picture</source>
        <translation>Die Kacheln kopieren, wie sie zu sehen sind, als Bild</translation>
    </message>
    <message>
        <source>&amp;Pin token</source>
        <translation>&amp;Token anheften</translation>
    </message>
    <message>
        <source>Pin the token under the pointer: up to nine, A to I</source>
        <translation>Das Token unter dem Zeiger anheften: bis zu neun, A bis I</translation>
    </message>
    <message>
        <source>&amp;Unpin all</source>
        <translation>Alle &amp;lösen</translation>
    </message>
    <message>
        <source>Forget all pinned tokens</source>
        <translation>Alle angehefteten Token vergessen</translation>
    </message>
    <message>
        <source>&amp;Forget reference</source>
        <translation>&amp;Referenz vergessen</translation>
    </message>
    <message>
        <source>Let go of the kept token</source>
        <translation>Das festgehaltene Token loslassen</translation>
    </message>
    <message>
        <source>Compare with pin %1</source>
        <translation>Mit angeheftetem Token %1 vergleichen</translation>
    </message>
    <message>
        <source>Make this pinned token the reference</source>
        <translation>Dieses angeheftete Token zur Referenz machen</translation>
    </message>
    <message>
        <source>L2 norm</source>
        <translation>L2-Norm</translation>
    </message>
    <message>
        <source>Tiles show the L2 norm of every token</source>
        <translation>Kacheln zeigen die L2-Norm jedes Tokens</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>Tiles show how similar every token is to the reference</source>
        <translation>Kacheln zeigen, wie ähnlich jedes Token der Referenz ist</translation>
    </message>
    <message>
        <source>&amp;Switch norm and similarity</source>
        <translation>Norm und Ähnlichkeit &amp;wechseln</translation>
    </message>
    <message>
        <source>Switch all tiles between norm and similarity</source>
        <translation>Alle Kacheln zwischen Norm und Ähnlichkeit umschalten</translation>
    </message>
    <message>
        <source>Next measure</source>
        <translation>Nächstes Maß</translation>
    </message>
    <message>
        <source>Compare by the next measure</source>
        <translation>Mit dem nächsten Maß vergleichen</translation>
    </message>
    <message>
        <source>Previous measure</source>
        <translation>Voriges Maß</translation>
    </message>
    <message>
        <source>Compare by the previous measure</source>
        <translation>Mit dem vorigen Maß vergleichen</translation>
    </message>
    <message>
        <source>Compare tokens by this measure</source>
        <translation>Token mit diesem Maß vergleichen</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>One tile per block: conv_in, down, mid and up blocks, conv_out</source>
        <translation>Eine Kachel je Block: conv_in, Down-, Mid- und Up-Blöcke, conv_out</translation>
    </message>
    <message>
        <source>Inner</source>
        <translation>Innere</translation>
    </message>
    <message>
        <source>One tile per published inner position: each resnet, attention and sampler</source>
        <translation>Eine Kachel je veröffentlichter innerer Stelle: jedes ResNet, jede Attention, jeder Sampler</translation>
    </message>
    <message>
        <source>&amp;Choose layers…</source>
        <translation>La&amp;yer wählen…</translation>
    </message>
    <message>
        <source>Go to the tree of layers and filter it</source>
        <translation>Zum Baum der Layer gehen und ihn filtern</translation>
    </message>
    <message>
        <source>Over layers</source>
        <translation>Über Layer</translation>
    </message>
    <message>
        <source>The profile shows the token in all layers shown</source>
        <translation>Das Profil zeigt das Token in allen gezeigten Layern</translation>
    </message>
    <message>
        <source>Over timesteps</source>
        <translation>Über Zeitschritte</translation>
    </message>
    <message>
        <source>The profile shows the token at all timesteps that were computed</source>
        <translation>Das Profil zeigt das Token zu allen berechneten Zeitschritten</translation>
    </message>
    <message>
        <source>Colour the maps so</source>
        <translation>Die Karten so einfärben</translation>
    </message>
    <message>
        <source>&amp;Next colours</source>
        <translation>&amp;Nächste Farben</translation>
    </message>
    <message>
        <source>Colour the maps with the next table</source>
        <translation>Die Karten mit der nächsten Farbtabelle einfärben</translation>
    </message>
    <message>
        <source>Colours for &amp;every eye</source>
        <translation>Farben für &amp;jedes Auge</translation>
    </message>
    <message>
        <source>Cividis for all maps: the same to every kind of colour vision</source>
        <translation>Cividis für alle Karten: gleich für jede Art des Farbensehens</translation>
    </message>
    <message>
        <source>This &amp;map</source>
        <translation>Diese &amp;Karte</translation>
    </message>
    <message>
        <source>Colours span each map&apos;s own values</source>
        <translation>Die Farben umfassen die eigenen Werte jeder Karte</translation>
    </message>
    <message>
        <source>&amp;Layer, all timesteps</source>
        <translation>&amp;Layer, alle Zeitschritte</translation>
    </message>
    <message>
        <source>Colours span all that was computed of the same layer</source>
        <translation>Die Farben umfassen alles, was vom selben Layer berechnet ist</translation>
    </message>
    <message>
        <source>Whole &amp;run</source>
        <translation>&amp;Ganzer Lauf</translation>
    </message>
    <message>
        <source>Colours span all that was computed</source>
        <translation>Die Farben umfassen alles, was berechnet ist</translation>
    </message>
    <message>
        <source>&amp;Fixed</source>
        <translation>&amp;Fest</translation>
    </message>
    <message>
        <source>Colours span −1 to 1 (0 to 1 for distances), or what was set on a colour bar</source>
        <translation>Die Farben umfassen −1 bis 1 (0 bis 1 bei Abständen) oder was an einem Farbbalken eingestellt ist</translation>
    </message>
    <message>
        <source>R&amp;obust</source>
        <translation>R&amp;obust</translation>
    </message>
    <message>
        <source>Colours span the percentiles 0.5 to 99.5 of each map; what lies outside is marked</source>
        <translation>Die Farben umfassen die Perzentile 0.5 bis 99.5 jeder Karte; was außerhalb liegt, ist gekennzeichnet</translation>
    </message>
    <message>
        <source>Next range</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Let the colours reach as far as the next mode says</source>
        <translation>Die Farben so weit reichen lassen, wie die nächste Art es sagt</translation>
    </message>
    <message>
        <source>&amp;Pin tile</source>
        <translation>Kachel &amp;anheften</translation>
    </message>
    <message>
        <source>Keep the active tile as it is, in front of the others</source>
        <translation>Die aktive Kachel behalten, wie sie ist, vor den anderen</translation>
    </message>
    <message>
        <source>&amp;Enlarge tile</source>
        <translation>Kachel &amp;vergrößern</translation>
    </message>
    <message>
        <source>Show the active tile alone, or all again</source>
        <translation>Die aktive Kachel allein zeigen oder wieder alle</translation>
    </message>
    <message>
        <source>Map &amp;over the picture</source>
        <translation>Karte über dem B&amp;ild</translation>
    </message>
    <message>
        <source>Draw the active layer&apos;s map over the pictures</source>
        <translation>Die Karte des aktiven Layers über die Bilder zeichnen</translation>
    </message>
    <message>
        <source>Token &amp;grid on the picture</source>
        <translation>Token&amp;gitter auf dem Bild</translation>
    </message>
    <message>
        <source>Draw the tokens of the active layer over the pictures</source>
        <translation>Die Token des aktiven Layers über die Bilder zeichnen</translation>
    </message>
    <message>
        <source>More of the map</source>
        <translation>Mehr von der Karte</translation>
    </message>
    <message>
        <source>Make the map over the picture denser</source>
        <translation>Die Karte über dem Bild dichter machen</translation>
    </message>
    <message>
        <source>Less of the map</source>
        <translation>Weniger von der Karte</translation>
    </message>
    <message>
        <source>Make the map over the picture more transparent</source>
        <translation>Die Karte über dem Bild durchsichtiger machen</translation>
    </message>
    <message>
        <source>&amp;Larger tiles</source>
        <translation>&amp;Größere Kacheln</translation>
    </message>
    <message>
        <source>Show larger tiles</source>
        <translation>Größere Kacheln zeigen</translation>
    </message>
    <message>
        <source>S&amp;maller tiles</source>
        <translation>&amp;Kleinere Kacheln</translation>
    </message>
    <message>
        <source>Show smaller tiles</source>
        <translation>Kleinere Kacheln zeigen</translation>
    </message>
    <message>
        <source>&amp;Usual tile size</source>
        <translation>&amp;Übliche Kachelgröße</translation>
    </message>
    <message>
        <source>Show tiles of the usual size</source>
        <translation>Kacheln in üblicher Größe zeigen</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>H&amp;ineinzoomen</translation>
    </message>
    <message>
        <source>Zoom into all maps at once; numbers appear in large cells</source>
        <translation>In alle Karten zugleich hineinzoomen; in großen Zellen erscheinen Zahlen</translation>
    </message>
    <message>
        <source>Zoom o&amp;ut</source>
        <translation>Hera&amp;uszoomen</translation>
    </message>
    <message>
        <source>Zoom out of all maps</source>
        <translation>Aus allen Karten herauszoomen</translation>
    </message>
    <message>
        <source>Whole ma&amp;ps</source>
        <translation>Ganze Ka&amp;rten</translation>
    </message>
    <message>
        <source>Show whole maps</source>
        <translation>Ganze Karten zeigen</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>Anordnung &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Put all panels back where they were at first</source>
        <translation>Alle Felder dorthin zurückstellen, wo sie zuerst waren</translation>
    </message>
    <message>
        <source>&amp;Next timestep</source>
        <translation>&amp;Nächster Zeitschritt</translation>
    </message>
    <message>
        <source>Go to the next timestep (more noise) or step</source>
        <translation>Zum nächsten Zeitschritt (mehr Rauschen) oder Schritt gehen</translation>
    </message>
    <message>
        <source>&amp;Previous timestep</source>
        <translation>&amp;Voriger Zeitschritt</translation>
    </message>
    <message>
        <source>Go to the previous timestep (less noise) or step</source>
        <translation>Zum vorigen Zeitschritt (weniger Rauschen) oder Schritt gehen</translation>
    </message>
    <message>
        <source>&amp;First timestep</source>
        <translation>&amp;Erster Zeitschritt</translation>
    </message>
    <message>
        <source>Go to the first timestep or step</source>
        <translation>Zum ersten Zeitschritt oder Schritt gehen</translation>
    </message>
    <message>
        <source>&amp;Last timestep</source>
        <translation>&amp;Letzter Zeitschritt</translation>
    </message>
    <message>
        <source>Go to the last timestep or step</source>
        <translation>Zum letzten Zeitschritt oder Schritt gehen</translation>
    </message>
    <message>
        <source>Layer &amp;above</source>
        <translation>La&amp;yer darüber</translation>
    </message>
    <message>
        <source>Read from the previous layer</source>
        <translation>Aus dem vorigen Layer ablesen</translation>
    </message>
    <message>
        <source>Layer &amp;below</source>
        <translation>Layer dar&amp;unter</translation>
    </message>
    <message>
        <source>Read from the next layer</source>
        <translation>Aus dem nächsten Layer ablesen</translation>
    </message>
    <message>
        <source>Pla&amp;y</source>
        <translation>Ab&amp;spielen</translation>
    </message>
    <message>
        <source>Play through the timesteps or steps</source>
        <translation>Durch die Zeitschritte oder Schritte spielen</translation>
    </message>
    <message>
        <source>Compute &amp;all timesteps</source>
        <translation>&amp;Alle Zeitschritte berechnen</translation>
    </message>
    <message>
        <source>Compute every column of the matrix for the current picture</source>
        <translation>Jede Spalte der Matrix für das aktuelle Bild berechnen</translation>
    </message>
    <message>
        <source>&amp;Compute again</source>
        <translation>Erneut &amp;berechnen</translation>
    </message>
    <message>
        <source>Compute what is missing, after a cancel or a failure</source>
        <translation>Berechnen, was nach einem Abbruch oder Fehler fehlt</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>Abbre&amp;chen</translation>
    </message>
    <message>
        <source>Stop computing after the running module</source>
        <translation>Die Berechnung nach dem laufenden Modul anhalten</translation>
    </message>
    <message>
        <source>P&amp;rompt for pictures…</source>
        <translation>P&amp;rompt zu Bildern…</translation>
    </message>
    <message>
        <source>What the U-Net is told beside a picture; empty at first</source>
        <translation>Was dem U-Net zu einem Bild gesagt wird; zuerst leer</translation>
    </message>
    <message>
        <source>&amp;Seed of the noise…</source>
        <translation>Seed &amp;des Rauschens…</translation>
    </message>
    <message>
        <source>Which noise is added to pictures</source>
        <translation>Welches Rauschen zu Bildern kommt</translation>
    </message>
    <message>
        <source>&amp;Generate…</source>
        <translation>Er&amp;zeugen…</translation>
    </message>
    <message>
        <source>Generate a picture from a prompt and look into every step</source>
        <translation>Ein Bild aus einem Prompt erzeugen und in jeden Schritt hineinsehen</translation>
    </message>
    <message>
        <source>&amp;Crop to the model&apos;s square</source>
        <translation>Auf das Quadrat des Modells &amp;beschneiden</translation>
    </message>
    <message>
        <source>Centred, as the anomaly study does</source>
        <translation>Mittig, wie in der Anomaliestudie</translation>
    </message>
    <message>
        <source>&amp;Stretch to the model&apos;s square</source>
        <translation>Auf das Quadrat des Modells &amp;strecken</translation>
    </message>
    <message>
        <source>All of the picture, distorted</source>
        <translation>Das ganze Bild, verzerrt</translation>
    </message>
    <message>
        <source>&amp;Pad to the model&apos;s square</source>
        <translation>Auf das Quadrat des Modells &amp;auffüllen</translation>
    </message>
    <message>
        <source>All of the picture, black borders</source>
        <translation>Das ganze Bild, schwarze Ränder</translation>
    </message>
    <message>
        <source>&amp;Keep size and shape</source>
        <translation>&amp;Größe und Form behalten</translation>
    </message>
    <message>
        <source>The picture&apos;s own pixels, sides cut to multiples of 8</source>
        <translation>Die eigenen Pixel des Bildes, Seiten auf Vielfache von 8 gekürzt</translation>
    </message>
    <message>
        <source>&amp;Standard</source>
        <translation>&amp;Standard</translation>
    </message>
    <message>
        <source>Pixels −1 to 1, posterior mean, own noise</source>
        <translation>Pixel −1 bis 1, Mittelwert der Posterior-Verteilung, eigenes Rauschen</translation>
    </message>
    <message>
        <source>Anomaly &amp;study</source>
        <translation>&amp;Anomaliestudie</translation>
    </message>
    <message>
        <source>As the published study: pixels 0 to 1, posterior sample, Euler input scaling</source>
        <translation>Wie die veröffentlichte Studie: Pixel 0 bis 1, Stichprobe der Posterior-Verteilung, Euler-Skalierung der Eingabe</translation>
    </message>
    <message>
        <source>Activations beyond this go to disk</source>
        <translation>Aktivierungen darüber hinaus gehen auf die Platte</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>Light window</source>
        <translation>Helles Fenster</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Dark window</source>
        <translation>Dunkles Fenster</translation>
    </message>
    <message>
        <source>Language of the window, from the next start; files are the same in all</source>
        <translation>Sprache des Fensters, ab dem nächsten Start; Dateien sind in allen gleich</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>Look at activations: a click keeps a token as reference</source>
        <translation>Aktivierungen ansehen: ein Klick hält ein Token als Referenz fest</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Labeln</translation>
    </message>
    <message>
        <source>Mark anomalies: a click sets or takes away a patch</source>
        <translation>Anomalien markieren: ein Klick setzt einen Patch oder nimmt ihn weg</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Judge somebody&apos;s labels, picture by picture</source>
        <translation>Jemandes Labels beurteilen, Bild für Bild</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Compare with</source>
        <translation>Ver&amp;gleichen mit</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Compute</source>
        <translation>Be&amp;rechnen</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>P&amp;resets</source>
        <translation>&amp;Vorlagen</translation>
    </message>
    <message>
        <source>M&amp;easure</source>
        <translation>&amp;Maß</translation>
    </message>
    <message>
        <source>Ran&amp;ge</source>
        <translation>&amp;Bereich</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;Norms</source>
        <translation>&amp;Normen</translation>
    </message>
    <message>
        <source>&amp;Signed values</source>
        <translation>&amp;Werte mit Vorzeichen</translation>
    </message>
    <message>
        <source>&amp;Values from 0 to 1</source>
        <translation>Werte &amp;von 0 bis 1</translation>
    </message>
    <message>
        <source>&amp;Tiles</source>
        <translation>&amp;Kacheln</translation>
    </message>
    <message>
        <source>Pane&amp;ls</source>
        <translation>Fel&amp;der</translation>
    </message>
    <message>
        <source>Pr&amp;otocol</source>
        <translation>Pr&amp;otokoll</translation>
    </message>
    <message>
        <source>&amp;Fit pictures</source>
        <translation>Bilder e&amp;inpassen</translation>
    </message>
    <message>
        <source>&amp;Memory for activations</source>
        <translation>Speicher für Ak&amp;tivierungen</translation>
    </message>
    <message>
        <source>&amp;First steps</source>
        <translation>&amp;Erste Schritte</translation>
    </message>
    <message>
        <source>Show what to do first</source>
        <translation>Zeigen, was zuerst zu tun ist</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Keys…</source>
        <translation>&amp;Tasten…</translation>
    </message>
    <message>
        <source>Give actions other keys</source>
        <translation>Aktionen andere Tasten geben</translation>
    </message>
    <message>
        <source>&amp;Log…</source>
        <translation>&amp;Protokoll…</translation>
    </message>
    <message>
        <source>What the program did, and a text for a bug report</source>
        <translation>Was das Programm tat, und ein Text für eine Fehlermeldung</translation>
    </message>
    <message>
        <source>Nothing is being computed.</source>
        <translation>Es wird nichts berechnet.</translation>
    </message>
    <message>
        <source>Command &amp;palette…</source>
        <translation>Be&amp;fehlspalette…</translation>
    </message>
    <message>
        <source>Do anything by its name; go to a layer or timestep</source>
        <translation>Alles bei seinem Namen tun; zu einem Layer oder Zeitschritt gehen</translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation>&amp;Nächster Teil</translation>
    </message>
    <message>
        <source>Give the keyboard to the next part of the window</source>
        <translation>Die Tastatur dem nächsten Teil des Fensters geben</translation>
    </message>
    <message>
        <source>P&amp;revious pane</source>
        <translation>&amp;Voriger Teil</translation>
    </message>
    <message>
        <source>Give the keyboard to the part before</source>
        <translation>Die Tastatur dem Teil davor geben</translation>
    </message>
    <message>
        <source>&amp;Jobs</source>
        <translation>&amp;Aufträge</translation>
    </message>
    <message>
        <source>What is being computed, how fast, and how long yet</source>
        <translation>Was berechnet wird, wie schnell und wie lange noch</translation>
    </message>
    <message>
        <source>Show or hide the panel %1</source>
        <translation>Das Feld %1 zeigen oder verbergen</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>&amp;Fenster</translation>
    </message>
    <message>
        <source>&amp;Export figure…</source>
        <translation>Abbildung e&amp;xportieren…</translation>
    </message>
    <message>
        <source>Write the maps as a figure for a paper</source>
        <translation>Die Karten als Abbildung für eine Veröffentlichung schreiben</translation>
    </message>
    <message>
        <source>Copy &amp;figure</source>
        <translation>A&amp;bbildung kopieren</translation>
    </message>
    <message>
        <source>Copy the maps as a figure, as it was last exported: PDF, SVG and PNG</source>
        <translation>Die Karten als Abbildung kopieren, wie zuletzt exportiert: PDF, SVG und PNG</translation>
    </message>
    <message>
        <source>Open s&amp;ession…</source>
        <translation>S&amp;itzung öffnen…</translation>
    </message>
    <message>
        <source>Open everything as it was when it was saved</source>
        <translation>Alles so öffnen, wie es gesichert wurde</translation>
    </message>
    <message>
        <source>&amp;Save session</source>
        <translation>Sitzung &amp;sichern</translation>
    </message>
    <message>
        <source>Save pictures, layers, maps, pins and settings, to go on later</source>
        <translation>Bilder, Layer, Karten, angeheftete Token und Einstellungen sichern, um später weiterzumachen</translation>
    </message>
    <message>
        <source>Save session &amp;as…</source>
        <translation>Sitzung sichern &amp;unter…</translation>
    </message>
    <message>
        <source>Save the session to another file</source>
        <translation>Die Sitzung in eine andere Datei sichern</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>Rü&amp;ckgängig</translation>
    </message>
    <message>
        <source>Take back the last change</source>
        <translation>Die letzte Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>Wieder&amp;holen</translation>
    </message>
    <message>
        <source>Make the change again</source>
        <translation>Die Änderung wieder machen</translation>
    </message>
    <message>
        <source>Open re&amp;cent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Every tile shows this kind of map</source>
        <translation>Jede Kachel zeigt diese Art von Karte</translation>
    </message>
    <message>
        <source>&amp;Other maps</source>
        <translation>&amp;Weitere Karten</translation>
    </message>
</context>
<context>
    <name>app::AgreementDialog</name>
    <message>
        <source>Agreement with %1</source>
        <translation>Übereinstimmung mit %1</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>%1 compared, %2 left out</source>
        <translation>%1 verglichen, %2 ausgelassen</translation>
    </message>
    <message>
        <source>Pictures that one of the two has not decided yet are left out</source>
        <translation>Bilder, über die einer der beiden noch nicht entschieden hat, sind ausgelassen</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>%1 here, %2 there, %3 the same, %4 within one patch</source>
        <translation>%1 hier, %2 dort, %3 gleich, %4 bis auf einen Patch</translation>
    </message>
    <message>
        <source>Matched one to one</source>
        <translation>Eins zu eins zugeordnet</translation>
    </message>
    <message>
        <source>F1, same patch</source>
        <translation>F1, gleicher Patch</translation>
    </message>
    <message>
        <source>Same upper left token</source>
        <translation>Gleiches Token oben links</translation>
    </message>
    <message>
        <source>F1, within one patch</source>
        <translation>F1, bis auf einen Patch</translation>
    </message>
    <message>
        <source>Rows and columns each</source>
        <translation>In Zeilen und Spalten</translation>
    </message>
    <message>
        <source>Cohen&apos;s kappa</source>
        <translation>Cohens Kappa</translation>
    </message>
    <message>
        <source>Over all aligned patches: holds a label or not</source>
        <translation>Über alle ausgerichteten Patches: trägt ein Label oder nicht</translation>
    </message>
    <message>
        <source>Krippendorff&apos;s alpha</source>
        <translation>Krippendorffs Alpha</translation>
    </message>
    <message>
        <source>Nominal, over the same patches</source>
        <translation>Nominal, über dieselben Patches</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>x</source>
        <translation>x</translation>
    </message>
    <message>
        <source>y</source>
        <translation>y</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>Markiert</translation>
    </message>
    <message>
        <source>Patches on which the two differ</source>
        <translation>Patches, in denen sich die beiden unterscheiden</translation>
    </message>
    <message>
        <source>here</source>
        <translation>hier</translation>
    </message>
    <message>
        <source>there</source>
        <translation>dort</translation>
    </message>
    <message>
        <source>%1, the other one patch away</source>
        <translation>%1, beim anderen einen Patch entfernt</translation>
    </message>
</context>
<context>
    <name>app::CaptureJobs</name>
    <message>
        <source>Generating %1</source>
        <translation>%1 wird erzeugt</translation>
    </message>
    <message>
        <source>Computing t %1, layers: %2</source>
        <translation>t %1 wird berechnet, Layer: %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n more</source>
        <translation>
            <numerusform>%1 · %n weitere</numerusform>
            <numerusform>%1 · %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>passes</source>
        <translation>Läufe</translation>
    </message>
</context>
<context>
    <name>app::ControlBar</name>
    <message>
        <source>Choose a model</source>
        <translation>Ein Modell wählen</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>The model whose activations are shown</source>
        <translation>Das Modell, dessen Aktivierungen gezeigt werden</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Generate…</source>
        <translation>Erzeugen…</translation>
    </message>
</context>
<context>
    <name>app::DefinitionController</name>
    <message>
        <source>; best match x%1 y%2: %3</source>
        <translation>; bester Treffer x%1 y%2: %3</translation>
    </message>
</context>
<context>
    <name>app::ExplorePage</name>
    <message>
        <source>Close the profile</source>
        <translation>Das Profil schließen</translation>
    </message>
    <message>
        <source>Definition of the map</source>
        <translation>Definition der Karte</translation>
    </message>
    <message>
        <source>Layers × timesteps</source>
        <translation>Layer × Zeitschritte</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Layer</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>Pins</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Definition</translation>
    </message>
    <message>
        <source>Norm × similarity</source>
        <translation>Norm × Ähnlichkeit</translation>
    </message>
</context>
<context>
    <name>app::ExplorePresenter</name>
    <message>
        <source>Layers: %1 · %2 per picture and timestep</source>
        <translation>Layer: %1 · %2 je Bild und Zeitschritt</translation>
    </message>
    <message>
        <source>Opening the model…</source>
        <translation>Das Modell wird geöffnet…</translation>
    </message>
    <message>
        <source>Choose a model above, or drop its folder here. It is read, never run: folders in the diffusers layout with safetensors weights.</source>
        <translation>Wählen Sie oben ein Modell oder ziehen Sie seinen Ordner hierher. Es wird gelesen, nie ausgeführt: Ordner im Aufbau von diffusers mit Gewichten als safetensors.</translation>
    </message>
    <message>
        <source>Open a picture to see what the model makes of it.</source>
        <translation>Öffnen Sie ein Bild, um zu sehen, was das Modell daraus macht.</translation>
    </message>
    <message>
        <source>Choose layers: Blocks, Inner, or some of the tree.</source>
        <translation>Wählen Sie Layer: Blöcke, Innere oder einige aus dem Baum.</translation>
    </message>
    <message>
        <source>Drop pictures here, or choose Open… above.</source>
        <translation>Ziehen Sie Bilder hierher oder wählen Sie oben „Öffnen…“.</translation>
    </message>
</context>
<context>
    <name>app::ExploreWorkspace</name>
    <message>
        <source>Open all pictures of a folder</source>
        <translation>Alle Bilder eines Ordners öffnen</translation>
    </message>
    <message>
        <source>No pictures.</source>
        <translation>Keine Bilder.</translation>
    </message>
    <message>
        <source>There are no pictures in %1.</source>
        <translation>In %1 sind keine Bilder.</translation>
    </message>
    <message>
        <source>Nothing to paste.</source>
        <translation>Nichts einzufügen.</translation>
    </message>
    <message>
        <source>There is no picture in the clipboard.</source>
        <translation>In der Zwischenablage ist kein Bild.</translation>
    </message>
    <message>
        <source>Not pinned.</source>
        <translation>Nicht angeheftet.</translation>
    </message>
    <message>
        <source>All nine pins are used.</source>
        <translation>Neun Token sind schon angeheftet.</translation>
    </message>
    <message>
        <source>Remove one in the panel Pins, or all with Unpin all.</source>
        <translation>Lösen Sie eines im Feld „Angeheftet“ oder alle mit „Alle lösen“.</translation>
    </message>
    <message>
        <source>Timesteps to compute: %1</source>
        <translation>Zu berechnende Zeitschritte: %1</translation>
    </message>
    <message>
        <source>Their activations take %1; the memory for activations is %2. What does not fit goes to disk, where %3 are free, and comes back when it is looked at.</source>
        <translation>Ihre Aktivierungen brauchen %1; der Speicher für Aktivierungen ist %2. Was nicht hineinpasst, geht auf die Platte, wo %3 frei sind, und kommt zurück, wenn es angesehen wird.</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>Berechnen</translation>
    </message>
    <message>
        <source>An activation was not kept.</source>
        <translation>Eine Aktivierung wurde nicht behalten.</translation>
    </message>
    <message>
        <source>It is computed again when it is looked at.</source>
        <translation>Sie wird neu berechnet, wenn sie angesehen wird.</translation>
    </message>
    <message>
        <source>Activations not computed.</source>
        <translation>Aktivierungen nicht berechnet.</translation>
    </message>
    <message>
        <source>What was computed before it stays; F5 tries again.</source>
        <translation>Was vorher berechnet wurde, bleibt; F5 versucht es erneut.</translation>
    </message>
    <message>
        <source>The list stays as it is. Folders within it are not searched: choose one of them.</source>
        <translation>Die Liste bleibt, wie sie ist. Ordner darin werden nicht durchsucht: wählen Sie einen davon.</translation>
    </message>
    <message>
        <source>Copy a picture in another program, or open its file.</source>
        <translation>Kopieren Sie ein Bild in einem anderen Programm oder öffnen Sie seine Datei.</translation>
    </message>
</context>
<context>
    <name>app::FigureController</name>
    <message>
        <source>%1, %2 and %3 are in %4.</source>
        <translation>%1, %2 und %3 sind in %4.</translation>
    </message>
    <message>
        <source>Figure written.</source>
        <translation>Abbildung geschrieben.</translation>
    </message>
    <message>
        <source>denoscope render %1 --out %2 draws it again.</source>
        <translation>denoscope render %1 --out %2 zeichnet sie neu.</translation>
    </message>
    <message>
        <source>Figure copied.</source>
        <translation>Abbildung kopiert.</translation>
    </message>
    <message>
        <source>As PDF, SVG and PNG of 300 dpi; the program that it is pasted into chooses.</source>
        <translation>Als PDF, SVG und PNG mit 300 dpi; das Programm, in das sie eingefügt wird, wählt.</translation>
    </message>
    <message>
        <source>Figure not written.</source>
        <translation>Abbildung nicht geschrieben.</translation>
    </message>
    <message>
        <source>Files that were there before stay as they are.</source>
        <translation>Dateien, die vorher da waren, bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Figure not copied.</source>
        <translation>Abbildung nicht kopiert.</translation>
    </message>
    <message>
        <source>The clipboard stays.</source>
        <translation>Die Zwischenablage bleibt.</translation>
    </message>
    <message>
        <source>Could not be read again, so that their SHA-256 are missing: %1.</source>
        <translation>Ließen sich nicht noch einmal lesen, sodass ihre SHA-256 fehlen: %1.</translation>
    </message>
    <message>
        <source>There is no map to be seen.</source>
        <translation>Es ist keine Karte zu sehen.</translation>
    </message>
</context>
<context>
    <name>app::FigureDialog</name>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>C&amp;ompute</source>
        <translation>&amp;Berechnen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Export figure</source>
        <translation>Abbildung exportieren</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>True si&amp;ze</source>
        <translation>Wahre &amp;Größe</translation>
    </message>
    <message>
        <source>As large as it will be printed</source>
        <translation>So groß, wie sie gedruckt wird</translation>
    </message>
    <message>
        <source>Whole figure</source>
        <translation>Ganze Abbildung</translation>
    </message>
    <message>
        <source>As large as there is room for</source>
        <translation>So groß, wie Platz ist</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Arbeitet</translation>
    </message>
    <message>
        <source>State of the figure</source>
        <translation>Zustand der Abbildung</translation>
    </message>
    <message>
        <source>Compute the activations that the missing cells need</source>
        <translation>Die Aktivierungen berechnen, die den fehlenden Zellen fehlen</translation>
    </message>
    <message>
        <source>Write the figure, its numbers, and the file that draws it again</source>
        <translation>Die Abbildung, ihre Zahlen und die Datei schreiben, die sie neu zeichnet</translation>
    </message>
    <message>
        <source>Copy the figure as PDF, SVG and PNG</source>
        <translation>Die Abbildung als PDF, SVG und PNG kopieren</translation>
    </message>
    <message>
        <source>Drawing…</source>
        <translation>Wird gezeichnet…</translation>
    </message>
    <message>
        <source>There is no map to be seen.</source>
        <translation>Es ist keine Karte zu sehen.</translation>
    </message>
    <message>
        <source>Reading the weights and writing…</source>
        <translation>Gewichte werden gelesen, dann wird geschrieben…</translation>
    </message>
    <message>
        <source>%1 of %2 cells are not computed yet.</source>
        <translation>%1 von %2 Zellen sind noch nicht berechnet.</translation>
    </message>
    <message>
        <source>%1 of %2 cells are not computed and are left out.</source>
        <translation>%1 von %2 Zellen sind nicht berechnet und bleiben leer.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Replace files?</source>
        <translation>Dateien ersetzen?</translation>
    </message>
    <message>
        <source>%1 and %2 are there already, of another figure. They are replaced, too.</source>
        <translation>%1 und %2 sind schon da, von einer anderen Abbildung. Auch sie werden ersetzt.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
</context>
<context>
    <name>app::FigureExporter</name>
    <message>
        <source>Exporting %1</source>
        <translation>%1 wird exportiert</translation>
    </message>
    <message>
        <source>Copying the figure</source>
        <translation>Die Abbildung wird kopiert</translation>
    </message>
</context>
<context>
    <name>app::FigureLookForm</name>
    <message>
        <source>Captio&amp;ns</source>
        <translation>Beschrif&amp;tungen</translation>
    </message>
    <message>
        <source>&amp;Marks of tokens</source>
        <translation>&amp;Markierungen der Token</translation>
    </message>
    <message>
        <source>Lines between to&amp;kens</source>
        <translation>&amp;Linien zwischen Token</translation>
    </message>
    <message>
        <source>%1, %2 in</source>
        <translation>%1, %2 in</translation>
    </message>
    <message>
        <source>Another width</source>
        <translation>Andere Breite</translation>
    </message>
    <message>
        <source>One for each map</source>
        <translation>Einer je Karte</translation>
    </message>
    <message>
        <source>One for each row</source>
        <translation>Einer je Zeile</translation>
    </message>
    <message>
        <source>One for each column</source>
        <translation>Einer je Spalte</translation>
    </message>
    <message>
        <source>One for the figure</source>
        <translation>Einer für die Abbildung</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>SVG</source>
        <translation>SVG</translation>
    </message>
    <message>
        <source>PNG, 300 dpi</source>
        <translation>PNG, 300 dpi</translation>
    </message>
    <message>
        <source>PNG, 600 dpi</source>
        <translation>PNG, 600 dpi</translation>
    </message>
    <message>
        <source> in</source>
        <translation> in</translation>
    </message>
    <message>
        <source>Width of the figure in inches</source>
        <translation>Breite der Abbildung in Zoll</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>&amp;Width</source>
        <translation>&amp;Breite</translation>
    </message>
    <message>
        <source>Te&amp;xt</source>
        <translation>&amp;Schrift</translation>
    </message>
    <message>
        <source>Colour &amp;bars</source>
        <translation>&amp;Farbbalken</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>F&amp;ormat</translation>
    </message>
    <message>
        <source>Maps that share a bar are coloured over the same range. Where all bars would be the same, one stands for all</source>
        <translation>Karten mit gemeinsamem Balken sind über denselben Bereich gefärbt. Wo alle Balken gleich wären, steht einer für alle</translation>
    </message>
</context>
<context>
    <name>app::FigureMaps</name>
    <message>
        <source>No token is kept as reference</source>
        <translation>Kein Token ist als Referenz festgehalten</translation>
    </message>
    <message>
        <source>There is nothing to compare with</source>
        <translation>Es gibt nichts zum Vergleichen</translation>
    </message>
</context>
<context>
    <name>app::FigureWhatForm</name>
    <message>
        <source>Layers</source>
        <translation>Layer</translation>
    </message>
    <message>
        <source>Timesteps</source>
        <translation>Zeitschritte</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>Pictures besi&amp;de the maps</source>
        <translation>Bil&amp;der neben den Karten</translation>
    </message>
    <message>
        <source>S&amp;hort names of layers</source>
        <translation>&amp;Kurze Namen der Layer</translation>
    </message>
    <message>
        <source>&amp;This map</source>
        <translation>Diese K&amp;arte</translation>
    </message>
    <message>
        <source>&amp;As seen</source>
        <translation>&amp;Wie zu sehen</translation>
    </message>
    <message>
        <source>&amp;Grid</source>
        <translation>&amp;Raster</translation>
    </message>
    <message>
        <source>The active tile alone</source>
        <translation>Die aktive Kachel allein</translation>
    </message>
    <message>
        <source>All tiles in their order</source>
        <translation>Alle Kacheln in ihrer Reihenfolge</translation>
    </message>
    <message>
        <source>The kind of map that is shown, for layers, timesteps and pictures</source>
        <translation>Die gezeigte Art der Karte, für Layer, Zeitschritte und Bilder</translation>
    </message>
    <message>
        <source>up1.attn0 instead of up_blocks[1].attentions[0]</source>
        <translation>up1.attn0 statt up_blocks[1].attentions[0]</translation>
    </message>
    <message>
        <source>What changes from row to row</source>
        <translation>Was sich von Zeile zu Zeile ändert</translation>
    </message>
    <message>
        <source>What changes from column to column</source>
        <translation>Was sich von Spalte zu Spalte ändert</translation>
    </message>
    <message>
        <source>Layers of the figure</source>
        <translation>Layer der Abbildung</translation>
    </message>
    <message>
        <source>Pictures of the figure</source>
        <translation>Bilder der Abbildung</translation>
    </message>
    <message>
        <source>Timesteps of the figure</source>
        <translation>Zeitschritte der Abbildung</translation>
    </message>
    <message>
        <source>T&amp;imesteps</source>
        <translation>Ze&amp;itschritte</translation>
    </message>
    <message>
        <source>&amp;Rows</source>
        <translation>&amp;Zeilen</translation>
    </message>
    <message>
        <source>Col&amp;umns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>&amp;Layers</source>
        <translation>&amp;Layer</translation>
    </message>
    <message>
        <source>Picture&amp;s</source>
        <translation>&amp;Bilder</translation>
    </message>
    <message>
        <source>Ste&amp;ps</source>
        <translation>S&amp;chritte</translation>
    </message>
    <message>
        <source>Separated by commas. Computed so far: %1</source>
        <translation>Durch Kommas getrennt. Bisher berechnet: %1</translation>
    </message>
    <message>
        <source>Each picture is shown at its own</source>
        <translation>Jedes Bild wird zu seinem eigenen gezeigt</translation>
    </message>
    <message>
        <source>Numbers from %1 to %2, separated by commas, are wanted.</source>
        <translation>Gefragt sind Zahlen von %1 bis %2, durch Kommas getrennt.</translation>
    </message>
</context>
<context>
    <name>app::FileDialogs</name>
    <message>
        <source>Open pictures</source>
        <translation>Bilder öffnen</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff);;All files (*)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open session</source>
        <translation>Sitzung öffnen</translation>
    </message>
    <message>
        <source>Sessions (*.denoscope);;All files (*)</source>
        <translation>Sitzungen (*.denoscope);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save session</source>
        <translation>Sitzung sichern</translation>
    </message>
    <message>
        <source>Sessions (*.denoscope)</source>
        <translation>Sitzungen (*.denoscope)</translation>
    </message>
</context>
<context>
    <name>app::FirstStepsController</name>
    <message>
        <source>Click a token of the picture</source>
        <translation>Klicken Sie auf ein Token des Bildes</translation>
    </message>
    <message>
        <source>%1: what is similar to it</source>
        <translation>%1: was ihm ähnlich ist</translation>
    </message>
    <message>
        <source>%1: save what you see as a figure</source>
        <translation>%1: das Gezeigte als Abbildung sichern</translation>
    </message>
</context>
<context>
    <name>app::GenerationController</name>
    <message>
        <source>generated</source>
        <translation>generated</translation>
    </message>
    <message>
        <source>the model&apos;s</source>
        <translation>wie das Modell</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>Öffnen Sie zuerst ein Modell.</translation>
    </message>
    <message>
        <source>This model has no text encoder or no VAE.</source>
        <translation>Dieses Modell hat keinen Text-Encoder oder keinen VAE.</translation>
    </message>
</context>
<context>
    <name>app::JobController</name>
    <message>
        <source>Opening %1</source>
        <translation>%1 wird geöffnet</translation>
    </message>
    <message>
        <source>Norm maps ahead</source>
        <translation>Normkarten im Voraus</translation>
    </message>
    <message>
        <source>maps</source>
        <translation>Karten</translation>
    </message>
    <message numerus="yes">
        <source>%n jobs · %1</source>
        <translation>
            <numerusform>%n Auftrag · %1</numerusform>
            <numerusform>%n Aufträge · %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::JointPlotController</name>
    <message>
        <source>Point at a token</source>
        <translation>Zeigen Sie auf ein Token</translation>
    </message>
    <message>
        <source>An attention map has no tokens to compare</source>
        <translation>Eine Attention-Karte hat keine Token zum Vergleichen</translation>
    </message>
    <message>
        <source>Nothing computed yet</source>
        <translation>Noch nichts berechnet</translation>
    </message>
</context>
<context>
    <name>app::KeyBindings</name>
    <message>
        <source>Your keys were not read.</source>
        <translation>Ihre Tasten wurden nicht gelesen.</translation>
    </message>
    <message>
        <source>All keys are as they came. The file is kept as %1.</source>
        <translation>Alle Tasten sind wie zu Anfang. Die Datei ist als %1 aufgehoben.</translation>
    </message>
    <message>
        <source>All keys are as they came; changes hold until the window is closed.</source>
        <translation>Alle Tasten sind wie zu Anfang; Änderungen gelten, bis das Fenster geschlossen wird.</translation>
    </message>
    <message>
        <source>Your keys were not saved.</source>
        <translation>Ihre Tasten wurden nicht gesichert.</translation>
    </message>
    <message>
        <source>They hold until the window is closed.</source>
        <translation>Sie gelten, bis das Fenster geschlossen wird.</translation>
    </message>
</context>
<context>
    <name>app::KeyDialog</name>
    <message>
        <source>Change keys</source>
        <translation>Tasten ändern</translation>
    </message>
    <message>
        <source>Filter by menu, action or key</source>
        <translation>Nach Menü, Aktion oder Taste filtern</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Keys of all actions</source>
        <translation>Tasten aller Aktionen</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>Neue Tasten</translation>
    </message>
    <message>
        <source>Press the keys that the action is to have</source>
        <translation>Drücken Sie die Tasten, die die Aktion haben soll</translation>
    </message>
    <message>
        <source>&amp;Assign</source>
        <translation>&amp;Zuweisen</translation>
    </message>
    <message>
        <source>These keys instead of those that it has</source>
        <translation>Diese Tasten statt der jetzigen</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>These keys beside those that it has</source>
        <translation>Diese Tasten neben den jetzigen</translation>
    </message>
    <message>
        <source>&amp;No keys</source>
        <translation>&amp;Keine Tasten</translation>
    </message>
    <message>
        <source>The action is to have no keys</source>
        <translation>Die Aktion soll keine Tasten haben</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>Zu&amp;rücksetzen</translation>
    </message>
    <message>
        <source>The keys that it came with</source>
        <translation>Die Tasten wie zu Anfang</translation>
    </message>
    <message>
        <source>New &amp;keys:</source>
        <translation>&amp;Neue Tasten:</translation>
    </message>
    <message>
        <source>Reset a&amp;ll</source>
        <translation>&amp;Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Every action has the keys that it came with</source>
        <translation>Jede Aktion hat ihre Tasten wie zu Anfang</translation>
    </message>
    <message>
        <source>“%1” (%2)</source>
        <translation>„%1“ (%2)</translation>
    </message>
    <message>
        <source>T&amp;ake</source>
        <translation>&amp;Nehmen</translation>
    </message>
    <message>
        <source>This key belongs to a part of the window and is fixed.</source>
        <translation>Diese Taste gehört einem Teil des Fensters und steht fest.</translation>
    </message>
    <message>
        <source>%1 is fixed. %2</source>
        <translation>%1 steht fest. %2</translation>
    </message>
    <message>
        <source>%1 belongs to %2, which would lose it.</source>
        <translation>%1 gehört zu %2 und ginge dort verloren.</translation>
    </message>
</context>
<context>
    <name>app::KeySheet</name>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Close the message, else stop computing, else let go of reference A</source>
        <translation>Die Meldung schließen, sonst die Berechnung anhalten, sonst Referenz A loslassen</translation>
    </message>
    <message>
        <source>Shift+arrows</source>
        <translation>Umschalt+Pfeile</translation>
    </message>
    <message>
        <source>Move reference A by one token of the tile in focus</source>
        <translation>Referenz A um ein Token der Kachel im Fokus verschieben</translation>
    </message>
    <message>
        <source>Pointer</source>
        <translation>Zeiger</translation>
    </message>
    <message>
        <source>The token under it is the reference; a click keeps it as A</source>
        <translation>Das Token darunter ist die Referenz; ein Klick hält es als A fest</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Die Meldung schließen</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>Klick</translation>
    </message>
    <message>
        <source>Mark the outlined patch, or unmark it</source>
        <translation>Den umrandeten Patch markieren oder die Markierung wegnehmen</translation>
    </message>
    <message>
        <source>Wheel, drag</source>
        <translation>Rad, Ziehen</translation>
    </message>
    <message>
        <source>Zoom and move picture and map together</source>
        <translation>Bild und Karte zusammen zoomen und verschieben</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>R (held)</source>
        <translation>R (gehalten)</translation>
    </message>
    <message>
        <source>Show the reference&apos;s map on the tiles of the other pictures</source>
        <translation>Die Karte der Referenz auf den Kacheln der anderen Bilder zeigen</translation>
    </message>
</context>
<context>
    <name>app::LabelActions</name>
    <message>
        <source>&amp;Next picture</source>
        <translation>&amp;Nächstes Bild</translation>
    </message>
    <message>
        <source>Show the next picture of the queue</source>
        <translation>Das nächste Bild der Liste zeigen</translation>
    </message>
    <message>
        <source>&amp;Previous picture</source>
        <translation>&amp;Voriges Bild</translation>
    </message>
    <message>
        <source>Show the previous picture</source>
        <translation>Das vorige Bild zeigen</translation>
    </message>
    <message>
        <source>Next not &amp;done</source>
        <translation>Nächstes un&amp;erledigtes</translation>
    </message>
    <message>
        <source>Show the next picture without a decision</source>
        <translation>Das nächste Bild ohne Entscheidung zeigen</translation>
    </message>
    <message>
        <source>Previous not d&amp;one</source>
        <translation>Voriges uner&amp;ledigtes</translation>
    </message>
    <message>
        <source>Show the one before without a decision</source>
        <translation>Das vorige Bild ohne Entscheidung zeigen</translation>
    </message>
    <message>
        <source>Next dis&amp;agreement</source>
        <translation>Nächste &amp;Abweichung</translation>
    </message>
    <message>
        <source>Show the next picture on which the two annotators differ</source>
        <translation>Das nächste Bild zeigen, bei dem die beiden sich unterscheiden</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Done with this picture, on to the next one that is not</source>
        <translation>Dieses Bild ist fertig, weiter zum nächsten unerledigten</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Looked at, nothing there; on to the next that is not done</source>
        <translation>Angesehen, nichts da; weiter zum nächsten unerledigten</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Not sure; a second time takes it back</source>
        <translation>Nicht sicher; ein zweites Mal nimmt es zurück</translation>
    </message>
    <message>
        <source>&amp;Comment…</source>
        <translation>&amp;Kommentar…</translation>
    </message>
    <message>
        <source>Write a comment on this picture</source>
        <translation>Einen Kommentar zu diesem Bild schreiben</translation>
    </message>
    <message>
        <source>Show &amp;all pictures</source>
        <translation>Alle &amp;Bilder zeigen</translation>
    </message>
    <message>
        <source>Clear the filter of the queue</source>
        <translation>Den Filter der Liste leeren</translation>
    </message>
    <message>
        <source>&amp;Mark or unmark</source>
        <translation>&amp;Markieren oder wegnehmen</translation>
    </message>
    <message>
        <source>Set or take away the patch at the keyboard&apos;s cursor</source>
        <translation>Den Patch an der Tastaturmarke setzen oder wegnehmen</translation>
    </message>
    <message>
        <source>Ta&amp;ke away</source>
        <translation>&amp;Wegnehmen</translation>
    </message>
    <message>
        <source>Take away the label at the keyboard&apos;s cursor</source>
        <translation>Das Label an der Tastaturmarke wegnehmen</translation>
    </message>
    <message>
        <source>Cursor left</source>
        <translation>Marke nach links</translation>
    </message>
    <message>
        <source>Move the keyboard&apos;s cursor by one patch</source>
        <translation>Die Tastaturmarke um einen Patch bewegen</translation>
    </message>
    <message>
        <source>Cursor right</source>
        <translation>Marke nach rechts</translation>
    </message>
    <message>
        <source>Cursor up</source>
        <translation>Marke nach oben</translation>
    </message>
    <message>
        <source>Cursor down</source>
        <translation>Marke nach unten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>Rü&amp;ckgängig</translation>
    </message>
    <message>
        <source>Take back the last edit</source>
        <translation>Die letzte Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>Wieder&amp;holen</translation>
    </message>
    <message>
        <source>Make the edit again</source>
        <translation>Die Änderung wieder machen</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>The labels of this picture are right; on to the next</source>
        <translation>Die Labels dieses Bildes stimmen; weiter zum nächsten</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>The labels of this picture are wrong; on to the next</source>
        <translation>Die Labels dieses Bildes stimmen nicht; weiter zum nächsten</translation>
    </message>
    <message>
        <source>Make the current proposal a label</source>
        <translation>Aus dem aktuellen Vorschlag ein Label machen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Make all open proposals labels</source>
        <translation>Aus allen offenen Vorschlägen Labels machen</translation>
    </message>
    <message>
        <source>Refuse the current proposal; it is remembered</source>
        <translation>Den aktuellen Vorschlag ablehnen; das wird gemerkt</translation>
    </message>
    <message>
        <source>Next proposal</source>
        <translation>Nächster Vorschlag</translation>
    </message>
    <message>
        <source>Go to the next proposal</source>
        <translation>Zum nächsten Vorschlag gehen</translation>
    </message>
    <message>
        <source>Previous proposal</source>
        <translation>Voriger Vorschlag</translation>
    </message>
    <message>
        <source>Go to the proposal before</source>
        <translation>Zum vorigen Vorschlag gehen</translation>
    </message>
    <message>
        <source>&amp;Blind</source>
        <translation>&amp;Blind</translation>
    </message>
    <message>
        <source>Hide proposals and scores, for labels that they did not sway</source>
        <translation>Vorschläge und Werte verbergen, damit sie die Labels nicht beeinflussen</translation>
    </message>
    <message>
        <source>Show &amp;refused proposals</source>
        <translation>&amp;Abgelehnte Vorschläge zeigen</translation>
    </message>
    <message>
        <source>Mark refused proposals with a cross</source>
        <translation>Abgelehnte Vorschläge mit einem Kreuz kennzeichnen</translation>
    </message>
    <message>
        <source>Raw norms</source>
        <translation>Rohe Normen</translation>
    </message>
    <message>
        <source>One colour scale for all pictures</source>
        <translation>Eine Farbskala für alle Bilder</translation>
    </message>
    <message>
        <source>Classic 8-bit</source>
        <translation>Klassisch 8 Bit</translation>
    </message>
    <message>
        <source>Grey, each picture&apos;s highest norm white: the study&apos;s look</source>
        <translation>Grau, die höchste Norm jedes Bildes weiß: wie in der Studie</translation>
    </message>
    <message>
        <source>Switch raw and classic &amp;look</source>
        <translation>&amp;Roh und klassisch wechseln</translation>
    </message>
    <message>
        <source>Switch between the two looks</source>
        <translation>Zwischen den beiden Darstellungen wechseln</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Anpassen</translation>
    </message>
    <message>
        <source>Let the colours span all maps known so far</source>
        <translation>Die Farben alle bisher bekannten Karten umfassen lassen</translation>
    </message>
    <message>
        <source>Patch &amp;grid</source>
        <translation>Patch&amp;gitter</translation>
    </message>
    <message>
        <source>Draw the lines between patches</source>
        <translation>Die Linien zwischen Patches zeichnen</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>H&amp;ineinzoomen</translation>
    </message>
    <message>
        <source>Show picture and map larger</source>
        <translation>Bild und Karte größer zeigen</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Hera&amp;uszoomen</translation>
    </message>
    <message>
        <source>Show picture and map smaller</source>
        <translation>Bild und Karte kleiner zeigen</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>Ein&amp;passen</translation>
    </message>
    <message>
        <source>Show all of picture and map</source>
        <translation>Bild und Karte ganz zeigen</translation>
    </message>
    <message>
        <source>Label a folder of &amp;photos…</source>
        <translation>Einen Ordner mit &amp;Fotos labeln…</translation>
    </message>
    <message>
        <source>Start a project whose norm maps the open model computes</source>
        <translation>Ein Projekt anfangen, dessen Normkarten das geöffnete Modell berechnet</translation>
    </message>
    <message>
        <source>&amp;Classic preset</source>
        <translation>&amp;Klassische Vorlage</translation>
    </message>
    <message>
        <source>The web labeler&apos;s habits: left and right go through the queue, so does the right button; red dots; 8-bit look</source>
        <translation>Die Gewohnheiten des Web-Labelers: links und rechts gehen durch die Liste, die rechte Maustaste auch; rote Punkte; 8-Bit-Darstellung</translation>
    </message>
    <message>
        <source>&amp;Write the web labeler&apos;s files</source>
        <translation>Dateien des &amp;Web-Labelers schreiben</translation>
    </message>
    <message>
        <source>After each edit also write its JSON file beside the picture</source>
        <translation>Nach jeder Änderung auch dessen JSON-Datei neben das Bild schreiben</translation>
    </message>
    <message>
        <source>O&amp;dd alignment</source>
        <translation>&amp;Ungerade Ausrichtung</translation>
    </message>
    <message>
        <source>Let patches begin at any token; recorded in the project</source>
        <translation>Patches an jedem Token beginnen lassen; wird im Projekt vermerkt</translation>
    </message>
    <message>
        <source>&amp;Annotator…</source>
        <translation>&amp;Annotierende Person…</translation>
    </message>
    <message>
        <source>Whose name new labels carry</source>
        <translation>Wessen Namen neue Labels tragen</translation>
    </message>
    <message>
        <source>&amp;Photos beside the maps…</source>
        <translation>F&amp;otos neben den Karten…</translation>
    </message>
    <message>
        <source>Show the photos of a folder, in the order of their names, beside the maps</source>
        <translation>Die Fotos eines Ordners in der Folge ihrer Namen neben den Karten zeigen</translation>
    </message>
    <message>
        <source>Start a &amp;second annotator&apos;s project…</source>
        <translation>Projekt für eine &amp;zweite Person anfangen…</translation>
    </message>
    <message>
        <source>The same queue with nothing said yet</source>
        <translation>Dieselbe Liste, in der noch nichts gesagt ist</translation>
    </message>
    <message>
        <source>Com&amp;pare with another annotator…</source>
        <translation>Mit anderer Person &amp;vergleichen…</translation>
    </message>
    <message>
        <source>Agreement of two projects, and where they differ</source>
        <translation>Übereinstimmung zweier Projekte und wo sie sich unterscheiden</translation>
    </message>
    <message>
        <source>Mer&amp;ge with…</source>
        <translation>Zusammen&amp;führen mit…</translation>
    </message>
    <message>
        <source>Take over the labels of another project or folder</source>
        <translation>Die Labels eines anderen Projekts oder Ordners übernehmen</translation>
    </message>
    <message>
        <source>&amp;Export labels…</source>
        <translation>Labels &amp;exportieren…</translation>
    </message>
    <message>
        <source>Write the study&apos;s array, a table or the web labeler&apos;s files</source>
        <translation>Das Array der Studie, eine Tabelle oder die Dateien des Web-Labelers schreiben</translation>
    </message>
    <message>
        <source>&amp;Keep my version</source>
        <translation>&amp;Meine Fassung behalten</translation>
    </message>
    <message>
        <source>Write over what another program wrote; a copy of it is kept</source>
        <translation>Überschreiben, was ein anderes Programm schrieb; eine Kopie davon bleibt</translation>
    </message>
    <message>
        <source>Take the &amp;other version</source>
        <translation>Die &amp;andere Fassung nehmen</translation>
    </message>
    <message>
        <source>Load what another program wrote</source>
        <translation>Laden, was ein anderes Programm schrieb</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>&amp;Labeln</translation>
    </message>
    <message>
        <source>&amp;Marking</source>
        <translation>&amp;Markierung</translation>
    </message>
    <message>
        <source>P&amp;roposals</source>
        <translation>&amp;Vorschläge</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Re&amp;view</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>There is nothing to take back.</source>
        <translation>Es gibt nichts zurückzunehmen.</translation>
    </message>
    <message>
        <source>There is nothing to make again.</source>
        <translation>Es gibt nichts zu wiederholen.</translation>
    </message>
    <message>
        <source>Labels are judged in the mode Review.</source>
        <translation>Labels werden im Modus „Prüfen“ beurteilt.</translation>
    </message>
    <message>
        <source>These pictures are 8-bit; there are no raw norms.</source>
        <translation>Diese Bilder haben 8 Bit; es gibt keine rohen Normen.</translation>
    </message>
    <message>
        <source>No other program has changed the project.</source>
        <translation>Kein anderes Programm hat das Projekt geändert.</translation>
    </message>
    <message>
        <source>Open a label project first.</source>
        <translation>Öffnen Sie zuerst ein Labelprojekt.</translation>
    </message>
</context>
<context>
    <name>app::LabelController</name>
    <message>
        <source>Reading %1…</source>
        <translation>%1 wird gelesen…</translation>
    </message>
    <message>
        <source>%1 Mend or remove that file, then open the project again; it is not overwritten.</source>
        <translation>%1 Reparieren oder entfernen Sie diese Datei und öffnen Sie das Projekt dann erneut; sie wird nicht überschrieben.</translation>
    </message>
    <message>
        <source>Labels recovered</source>
        <translation>Labels wiederhergestellt</translation>
    </message>
    <message>
        <source>Every edit that was acknowledged is there.</source>
        <translation>Jede bestätigte Änderung ist da.</translation>
    </message>
    <message>
        <source>Raw norms not shown</source>
        <translation>Rohe Normen nicht gezeigt</translation>
    </message>
    <message>
        <source>Labelling is not affected.</source>
        <translation>Das Labeln ist nicht betroffen.</translation>
    </message>
    <message>
        <source>Nothing was changed; all edits up to number %1 are on disk.</source>
        <translation>Nichts wurde geändert; alle Änderungen bis Nummer %1 sind auf der Platte.</translation>
    </message>
    <message>
        <source>&amp;Undo %1</source>
        <translation>Rü&amp;ckgängig: %1</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>Rü&amp;ckgängig</translation>
    </message>
    <message>
        <source>&amp;Redo %1</source>
        <translation>Wieder&amp;holen: %1</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>Wieder&amp;holen</translation>
    </message>
    <message>
        <source>No model is open</source>
        <translation>Kein Modell ist geöffnet</translation>
    </message>
    <message>
        <source>The maps of photos are computed by a model.</source>
        <translation>Die Karten von Fotos berechnet ein Modell.</translation>
    </message>
    <message>
        <source>The edit was not made.</source>
        <translation>Die Änderung wurde nicht gemacht.</translation>
    </message>
    <message>
        <source>Choose a model in Explore first; photos wait for it.</source>
        <translation>Wählen Sie zuerst in „Erkunden“ ein Modell; die Fotos warten darauf.</translation>
    </message>
</context>
<context>
    <name>app::LabelFiles</name>
    <message>
        <source>Export labels: .npy, .csv, or a folder&apos;s name</source>
        <translation>Labels exportieren: .npy, .csv oder der Name eines Ordners</translation>
    </message>
    <message>
        <source>Take over the labels of</source>
        <translation>Labels übernehmen von</translation>
    </message>
    <message>
        <source>Compare with the labels of</source>
        <translation>Vergleichen mit den Labels von</translation>
    </message>
    <message>
        <source>Second annotator&apos;s project</source>
        <translation>Projekt der zweiten Person</translation>
    </message>
    <message>
        <source>Photos beside the maps</source>
        <translation>Fotos neben den Karten</translation>
    </message>
    <message>
        <source>%1 of the label files beside the pictures say something else</source>
        <translation>%1 der Labeldateien neben den Bildern sagen etwas anderes</translation>
    </message>
    <message>
        <source>They are not overwritten. Label ▸ Review ▸ Merge with… takes their labels over; choose the folder.</source>
        <translation>Sie werden nicht überschrieben. Labeln ▸ Prüfen ▸ Zusammenführen mit… übernimmt ihre Labels; wählen Sie den Ordner.</translation>
    </message>
    <message>
        <source>The web labeler&apos;s file was not written</source>
        <translation>Die Datei des Web-Labelers wurde nicht geschrieben</translation>
    </message>
    <message>
        <source>The label itself is safe in the project.</source>
        <translation>Das Label selbst ist im Projekt sicher.</translation>
    </message>
    <message>
        <source>Another program changed the project file</source>
        <translation>Ein anderes Programm hat die Projektdatei geändert</translation>
    </message>
    <message>
        <source>Your edits go on in the journal. Label ▸ Keep my version writes over the other (a copy is kept), Take the other version loads it.</source>
        <translation>Ihre Änderungen gehen im Journal weiter. Labeln ▸ Meine Fassung behalten überschreibt die andere (eine Kopie bleibt), Die andere Fassung nehmen lädt sie.</translation>
    </message>
    <message>
        <source>Labels not exported</source>
        <translation>Labels nicht exportiert</translation>
    </message>
    <message>
        <source>The project is untouched.</source>
        <translation>Das Projekt ist unverändert.</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exportiert nach %1</translation>
    </message>
    <message>
        <source>Your labels are untouched.</source>
        <translation>Ihre Labels sind unverändert.</translation>
    </message>
    <message>
        <source>Labels not merged</source>
        <translation>Labels nicht zusammengeführt</translation>
    </message>
    <message>
        <source>Merged; conflicts: %1</source>
        <translation>Zusammengeführt; Widersprüche: %1</translation>
    </message>
    <message>
        <source>Merged %1: %2 labels added, %3 taken away</source>
        <translation>%1 zusammengeführt: %2 Labels dazu, %3 weggenommen</translation>
    </message>
    <message>
        <source>No project was made</source>
        <translation>Kein Projekt wurde angelegt</translation>
    </message>
    <message>
        <source>Labels not compared</source>
        <translation>Labels nicht verglichen</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation>Annotierende Person</translation>
    </message>
    <message>
        <source>New labels carry this name:</source>
        <translation>Neue Labels tragen diesen Namen:</translation>
    </message>
    <message>
        <source>Nothing was dropped; Undo takes the merge back.</source>
        <translation>Nichts ging verloren; Rückgängig nimmt das Zusammenführen zurück.</translation>
    </message>
</context>
<context>
    <name>app::LabelMapController</name>
    <message>
        <source>These pictures are 8-bit, normalised one by one. Raw norms are shown where the norms command&apos;s norms.npz lies beside them.</source>
        <translation>Diese Bilder haben 8 Bit und sind einzeln normiert. Rohe Normen werden gezeigt, wo norms.npz des Befehls norms daneben liegt.</translation>
    </message>
    <message>
        <source>The norm map is on its way…</source>
        <translation>Die Normkarte kommt gleich…</translation>
    </message>
    <message numerus="yes">
        <source> · %n NaN</source>
        <translation>
            <numerusform> · %n NaN</numerusform>
            <numerusform> · %n NaN</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · %n clipped</source>
        <translation>
            <numerusform> · %n abgeschnitten</numerusform>
            <numerusform> · %n abgeschnitten</numerusform>
        </translation>
    </message>
    <message>
        <source>The photo is on its way…</source>
        <translation>Das Foto kommt gleich…</translation>
    </message>
    <message>
        <source>There is no photo for this map.</source>
        <translation>Zu dieser Karte gibt es kein Foto.</translation>
    </message>
    <message>
        <source>Open a model in Explore: it computes the maps of these photos.</source>
        <translation>Öffnen Sie in „Erkunden“ ein Modell: es berechnet die Karten dieser Fotos.</translation>
    </message>
</context>
<context>
    <name>app::LabelOpener</name>
    <message>
        <source>Open read-only</source>
        <translation>Nur zum Lesen öffnen</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Keep my version</source>
        <translation>Meine Fassung behalten</translation>
    </message>
    <message>
        <source>Take the other version</source>
        <translation>Die andere Fassung nehmen</translation>
    </message>
    <message>
        <source>Repair, keeping the damaged files aside</source>
        <translation>Reparieren und die beschädigten Dateien beiseitelegen</translation>
    </message>
    <message>
        <source>Folder not opened for labelling</source>
        <translation>Ordner nicht zum Labeln geöffnet</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>No label project was made</source>
        <translation>Kein Labelprojekt wurde angelegt</translation>
    </message>
    <message>
        <source>The pictures are untouched.</source>
        <translation>Die Bilder sind unverändert.</translation>
    </message>
    <message>
        <source>Labels not opened</source>
        <translation>Labels nicht geöffnet</translation>
    </message>
</context>
<context>
    <name>app::LabelPage</name>
    <message>
        <source>Mark high-norm anomalies</source>
        <translation>Anomalien mit hoher Norm markieren</translation>
    </message>
    <message>
        <source>Drop a folder of norm pictures (norm_0000.png …) or a label project on the window.
A click on a bright patch marks it, another takes the mark away; X says that there is nothing and goes on.
Every edit is on disk before the next one; close the window whenever you like.</source>
        <translation>Ziehen Sie einen Ordner mit Normbildern (norm_0000.png …) oder ein Labelprojekt ins Fenster.
Ein Klick auf einen hellen Patch markiert ihn, ein weiterer nimmt die Markierung weg; X sagt, dass nichts da ist, und geht weiter.
Jede Änderung ist vor der nächsten auf der Platte; schließen Sie das Fenster, wann Sie mögen.</translation>
    </message>
    <message>
        <source>Open norm pictures or a project…</source>
        <translation>Normbilder oder ein Projekt öffnen…</translation>
    </message>
    <message>
        <source>Label a folder of photos with the open model…</source>
        <translation>Einen Ordner mit Fotos mit dem geöffneten Modell labeln…</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Norm map</source>
        <translation>Normkarte</translation>
    </message>
</context>
<context>
    <name>app::LabelPresenter</name>
    <message>
        <source>1 label</source>
        <translation>1 Label</translation>
    </message>
    <message>
        <source>%1 labels</source>
        <translation>%1 Labels</translation>
    </message>
    <message>
        <source>The queue is empty.</source>
        <translation>Die Liste ist leer.</translation>
    </message>
    <message>
        <source>Not decided yet</source>
        <translation>Noch nicht entschieden</translation>
    </message>
    <message>
        <source>Looked at: nothing there</source>
        <translation>Angesehen: nichts da</translation>
    </message>
    <message>
        <source>Unsure, %1</source>
        <translation>Unsicher, %1</translation>
    </message>
    <message>
        <source>Not judged yet</source>
        <translation>Noch nicht beurteilt</translation>
    </message>
    <message>
        <source>Accepted by %1</source>
        <translation>Angenommen von %1</translation>
    </message>
    <message>
        <source>Rejected by %1</source>
        <translation>Abgelehnt von %1</translation>
    </message>
    <message>
        <source>Hidden: blind mode</source>
        <translation>Verborgen: Blindmodus</translation>
    </message>
    <message>
        <source>Waiting for the map</source>
        <translation>Wartet auf die Karte</translation>
    </message>
    <message>
        <source>None above the threshold is open</source>
        <translation>Keiner über der Schwelle ist offen</translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n offen</numerusform>
            <numerusform>%n offen</numerusform>
        </translation>
    </message>
    <message>
        <source>accept</source>
        <translation>annehmen</translation>
    </message>
    <message>
        <source>reject</source>
        <translation>ablehnen</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>All pictures are decided</source>
        <translation>Alle Bilder sind entschieden</translation>
    </message>
    <message>
        <source>exports</source>
        <translation>exportiert</translation>
    </message>
    <message>
        <source>click: mark</source>
        <translation>Klick: markieren</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>nothing there</source>
        <translation>nichts da</translation>
    </message>
</context>
<context>
    <name>app::LabelProjectDialog</name>
    <message>
        <source>Patches may begin at any token</source>
        <translation>Patches dürfen an jedem Token beginnen</translation>
    </message>
    <message>
        <source>Label a folder of photos</source>
        <translation>Einen Ordner mit Fotos labeln</translation>
    </message>
    <message>
        <source>−1..1 (standard)</source>
        <translation>−1..1 (Standard)</translation>
    </message>
    <message>
        <source>0..1 (as the anomaly study)</source>
        <translation>0..1 (wie die Anomaliestudie)</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Layer</translation>
    </message>
    <message>
        <source>Timestep</source>
        <translation>Zeitschritt</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Pixel range</source>
        <translation>Pixelbereich</translation>
    </message>
    <message>
        <source>Patch, tokens per side</source>
        <translation>Patch, Token je Seite</translation>
    </message>
    <message>
        <source>Folder of photos</source>
        <translation>Ordner mit Fotos</translation>
    </message>
</context>
<context>
    <name>app::LabelWorkspace</name>
    <message>
        <source>Open a label project, or any norm picture of a folder</source>
        <translation>Ein Labelprojekt oder irgendein Normbild eines Ordners öffnen</translation>
    </message>
    <message>
        <source>Label projects and norm pictures (*.json *.png *.jpg)</source>
        <translation>Labelprojekte und Normbilder (*.json *.png *.jpg)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Labels not written</source>
        <translation>Labels nicht geschrieben</translation>
    </message>
    <message>
        <source>%1

Every edit that was acknowledged is in the journal beside the project and will be there when it is opened again.</source>
        <translation>%1

Jede bestätigte Änderung steht im Journal neben dem Projekt und ist da, wenn es wieder geöffnet wird.</translation>
    </message>
    <message>
        <source>Keep the window open</source>
        <translation>Fenster offen lassen</translation>
    </message>
    <message>
        <source>Close; the journal has the edits</source>
        <translation>Schließen; das Journal hat die Änderungen</translation>
    </message>
</context>
<context>
    <name>app::LayerController</name>
    <message>
        <source>No such layers.</source>
        <translation>Keine solchen Layer.</translation>
    </message>
    <message>
        <source>This model has none of them.</source>
        <translation>Dieses Modell hat keinen davon.</translation>
    </message>
    <message>
        <source>The layers shown before stay. The tree of layers has all that there are.</source>
        <translation>Die vorher gezeigten Layer bleiben. Im Baum der Layer sind alle, die es gibt.</translation>
    </message>
</context>
<context>
    <name>app::LogDialog</name>
    <message>
        <source>&amp;Copy for a bug report</source>
        <translation>Für eine Fehlermeldung &amp;kopieren</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Least level</source>
        <translation>Kleinste Stufe</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>From information on</source>
        <translation>Ab Hinweisen</translation>
    </message>
    <message>
        <source>From warnings on</source>
        <translation>Ab Warnungen</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Versions and the last 200 lines, without your name and home folder</source>
        <translation>Versionen und die letzten 200 Zeilen, ohne Ihren Namen und Ihr Home-Verzeichnis</translation>
    </message>
    <message>
        <source>No file is written.</source>
        <translation>Es wird keine Datei geschrieben.</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>Geschrieben nach %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Asking for versions…</source>
        <translation>Versionen werden erfragt…</translation>
    </message>
</context>
<context>
    <name>app::MainWindow</name>
    <message>
        <source> · U-Net %1 M parameters, %2</source>
        <translation> · U-Net %1 M Parameter, %2</translation>
    </message>
    <message>
        <source>%1 · pictures: %2</source>
        <translation>%1 · Bilder: %2</translation>
    </message>
    <message>
        <source>Language: %1</source>
        <translation>Sprache: %1</translation>
    </message>
    <message>
        <source>It takes effect when Denoscope is started the next time.</source>
        <translation>Sie gilt, wenn Denoscope das nächste Mal gestartet wird.</translation>
    </message>
    <message>
        <source>Open model folder</source>
        <translation>Modellordner öffnen</translation>
    </message>
    <message>
        <source>About Denoscope</source>
        <translation>Über Denoscope</translation>
    </message>
    <message>
        <source>&lt;b&gt;Denoscope %1&lt;/b&gt;&lt;br&gt;Looks inside diffusion models.&lt;br&gt;&lt;br&gt;GNU General Public License, version 3 or later. Without any warranty.</source>
        <translation>&lt;b&gt;Denoscope %1&lt;/b&gt;&lt;br&gt;Sieht in Diffusionsmodelle hinein.&lt;br&gt;&lt;br&gt;GNU General Public License, Version 3 oder später. Ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>Not opened.</source>
        <translation>Nicht geöffnet.</translation>
    </message>
    <message>
        <source>%1 is not there any more.</source>
        <translation>%1 ist nicht mehr da.</translation>
    </message>
    <message>
        <source>The list keeps it, should it come back.</source>
        <translation>Die Liste behält es, falls es wiederkommt.</translation>
    </message>
</context>
<context>
    <name>app::MapController</name>
    <message>
        <source>Failed; F5 tries again</source>
        <translation>Fehlgeschlagen; F5 versucht es erneut</translation>
    </message>
    <message>
        <source>Not computed</source>
        <translation>Nicht berechnet</translation>
    </message>
    <message>
        <source>Point at a token</source>
        <translation>Zeigen Sie auf ein Token</translation>
    </message>
    <message>
        <source>Choose what to compare with</source>
        <translation>Wählen Sie, womit verglichen wird</translation>
    </message>
    <message>
        <source>%1 · %2 + %3 + %4 % of variance</source>
        <translation>%1 · %2 + %3 + %4 % der Varianz</translation>
    </message>
    <message>
        <source>PCA of %1 maps</source>
        <translation>PCA über %1 Karten</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>top</source>
        <translation>oben</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>bottom</source>
        <translation>unten</translation>
    </message>
    <message>
        <source>Click a token of the other picture</source>
        <translation>Klicken Sie auf ein Token des anderen Bildes</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 of %2 maps</source>
        <translation>%1 von %2 Karten</translation>
    </message>
</context>
<context>
    <name>app::MissingFilesDialog</name>
    <message>
        <source>Files of %1</source>
        <translation>Dateien von %1</translation>
    </message>
    <message>
        <source>These files are not what they were when the session was saved, or are not there. Choose what to do with each.</source>
        <translation>Diese Dateien sind nicht mehr, was sie beim Sichern der Sitzung waren, oder sind nicht da. Wählen Sie, was mit jeder geschehen soll.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>What is there</source>
        <translation>Was da ist</translation>
    </message>
    <message>
        <source>Do</source>
        <translation>Tun</translation>
    </message>
    <message>
        <source>Files that are missing or changed</source>
        <translation>Dateien, die fehlen oder geändert sind</translation>
    </message>
    <message>
        <source>Open session</source>
        <translation>Sitzung öffnen</translation>
    </message>
    <message>
        <source>Model %1</source>
        <translation>Modell %1</translation>
    </message>
    <message>
        <source>Keep the open model</source>
        <translation>Das geöffnete Modell behalten</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>What to do with %1</source>
        <translation>Was mit %1 geschehen soll</translation>
    </message>
    <message>
        <source>Locate…</source>
        <translation>Suchen…</translation>
    </message>
    <message>
        <source>Found: %1</source>
        <translation>Gefunden: %1</translation>
    </message>
    <message>
        <source>Another file: %1</source>
        <translation>Andere Datei: %1</translation>
    </message>
    <message>
        <source>Not there</source>
        <translation>Nicht da</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Use the changed file</source>
        <translation>Die geänderte Datei verwenden</translation>
    </message>
    <message>
        <source>Where the model is</source>
        <translation>Wo das Modell liegt</translation>
    </message>
</context>
<context>
    <name>app::ModelController</name>
    <message>
        <source>Model not opened.</source>
        <translation>Modell nicht geöffnet.</translation>
    </message>
    <message>
        <source>%1 stays open.</source>
        <translation>%1 bleibt geöffnet.</translation>
    </message>
    <message>
        <source>Demo model</source>
        <translation>Demo-Modell</translation>
    </message>
    <message>
        <source>No model is open.</source>
        <translation>Kein Modell ist geöffnet.</translation>
    </message>
</context>
<context>
    <name>app::PictureController</name>
    <message>
        <source>pasted-%1.png</source>
        <translation>pasted-%1.png</translation>
    </message>
    <message>
        <source>Picture not pasted.</source>
        <translation>Bild nicht eingefügt.</translation>
    </message>
    <message>
        <source>Picture not opened.</source>
        <translation>Bild nicht geöffnet.</translation>
    </message>
    <message>
        <source>The picture shown before stays.</source>
        <translation>Das vorher gezeigte Bild bleibt.</translation>
    </message>
    <message>
        <source>Picture not shown.</source>
        <translation>Bild nicht gezeigt.</translation>
    </message>
    <message>
        <source>No temporary file could be written to %1.</source>
        <translation>In %1 ließ sich keine temporäre Datei schreiben.</translation>
    </message>
    <message>
        <source>The picture stays in the clipboard. Free some space there, then paste again.</source>
        <translation>Das Bild bleibt in der Zwischenablage. Schaffen Sie dort Platz und fügen Sie es dann erneut ein.</translation>
    </message>
    <message>
        <source>Nothing else was changed.</source>
        <translation>Sonst wurde nichts geändert.</translation>
    </message>
</context>
<context>
    <name>app::PlotController</name>
    <message>
        <source>Point at a token</source>
        <translation>Zeigen Sie auf ein Token</translation>
    </message>
    <message>
        <source>Click a token to compare with</source>
        <translation>Klicken Sie auf ein Token, mit dem verglichen wird</translation>
    </message>
    <message>
        <source>Nothing computed yet</source>
        <translation>Noch nichts berechnet</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Layer</translation>
    </message>
    <message>
        <source>timestep</source>
        <translation>Zeitschritt</translation>
    </message>
    <message>
        <source>No map with one value</source>
        <translation>Keine Karte mit einem Wert</translation>
    </message>
</context>
<context>
    <name>app::RecentFiles</name>
    <message>
        <source>Where I left &amp;off</source>
        <translation>Wo ich auf&amp;hörte</translation>
    </message>
    <message>
        <source>Open what was open when the window was closed last</source>
        <translation>Öffnen, was offen war, als das Fenster zuletzt geschlossen wurde</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Label projects</source>
        <translation>Labelprojekte</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Noch nichts</translation>
    </message>
    <message>
        <source>What is opened appears here</source>
        <translation>Was geöffnet wird, erscheint hier</translation>
    </message>
    <message>
        <source>&amp;Clear list</source>
        <translation>Liste &amp;leeren</translation>
    </message>
    <message>
        <source>Forget what was opened; the files stay</source>
        <translation>Vergessen, was geöffnet war; die Dateien bleiben</translation>
    </message>
    <message>
        <source>%1 (not there)</source>
        <translation>%1 (nicht da)</translation>
    </message>
</context>
<context>
    <name>app::SessionController</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>Rü&amp;ckgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>Wieder&amp;holen</translation>
    </message>
    <message>
        <source>Open another session</source>
        <translation>Eine andere Sitzung öffnen</translation>
    </message>
    <message>
        <source>Session not saved.</source>
        <translation>Sitzung nicht gesichert.</translation>
    </message>
    <message>
        <source>What the file held before is untouched.</source>
        <translation>Was vorher in der Datei stand, ist unverändert.</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>The session %1 has changed since it was saved.</source>
        <translation>Die Sitzung %1 hat sich seit dem Sichern geändert.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Do not save</source>
        <translation>Nicht sichern</translation>
    </message>
    <message>
        <source>Changes are not kept against a crash.</source>
        <translation>Änderungen sind nicht gegen einen Absturz geschützt.</translation>
    </message>
    <message>
        <source>Sessions can be saved as usual.</source>
        <translation>Sitzungen lassen sich wie gewohnt sichern.</translation>
    </message>
    <message>
        <source>Denoscope did not end properly.</source>
        <translation>Denoscope wurde nicht ordentlich beendet.</translation>
    </message>
    <message>
        <source>What was open on %1 was kept.</source>
        <translation>Was am %1 offen war, ist aufgehoben.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
</context>
<context>
    <name>app::SessionOpener</name>
    <message>
        <source>Session not opened.</source>
        <translation>Sitzung nicht geöffnet.</translation>
    </message>
    <message>
        <source>What is open stays as it is.</source>
        <translation>Was offen ist, bleibt, wie es ist.</translation>
    </message>
</context>
<context>
    <name>app::SettingsController</name>
    <message>
        <source>Prompt for pictures</source>
        <translation>Prompt zu Bildern</translation>
    </message>
    <message>
        <source>What the U-Net is told beside a picture. The study uses the empty prompt; words matter
for cross-attention maps.</source>
        <translation>Was dem U-Net zu einem Bild gesagt wird. Die Studie nimmt den leeren Prompt; auf Wörter
kommt es bei Cross-Attention-Karten an.</translation>
    </message>
    <message>
        <source>Seed of the noise</source>
        <translation>Seed des Rauschens</translation>
    </message>
    <message>
        <source>The noise that is added to pictures is drawn from this seed.</source>
        <translation>Aus diesem Seed wird das Rauschen gezogen, das zu Bildern kommt.</translation>
    </message>
</context>
<context>
    <name>app::SettingsFile</name>
    <message>
        <source>Settings could not be read.</source>
        <translation>Einstellungen ließen sich nicht lesen.</translation>
    </message>
    <message>
        <source>Denoscope starts with its usual ones.</source>
        <translation>Denoscope startet mit den üblichen.</translation>
    </message>
    <message>
        <source>The file is kept as %1.</source>
        <translation>Die Datei ist als %1 aufgehoben.</translation>
    </message>
    <message>
        <source>Settings are not kept.</source>
        <translation>Einstellungen werden nicht behalten.</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>All else works as usual.</source>
        <translation>Alles andere geht wie gewohnt.</translation>
    </message>
</context>
<context>
    <name>app::ShowBar</name>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>What every tile shows of its layer (N, M)</source>
        <translation>Was jede Kachel von ihrem Layer zeigt (N, M)</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>The word of the prompt that cross-attention maps show</source>
        <translation>Das Wort des Prompts, das Cross-Attention-Karten zeigen</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>How far the colours reach (L)</source>
        <translation>Wie weit die Farben reichen (L)</translation>
    </message>
    <message>
        <source>L2 norm</source>
        <translation>L2-Norm</translation>
    </message>
    <message>
        <source>Log of L2 norm</source>
        <translation>Logarithmus der L2-Norm</translation>
    </message>
    <message>
        <source>z of L2 norm</source>
        <translation>z der L2-Norm</translation>
    </message>
    <message>
        <source>Percentile of L2 norm</source>
        <translation>Perzentil der L2-Norm</translation>
    </message>
    <message>
        <source>PCA as RGB</source>
        <translation>PCA als RGB</translation>
    </message>
    <message>
        <source>One channel</source>
        <translation>Ein Kanal</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>This map</source>
        <translation>Diese Karte</translation>
    </message>
    <message>
        <source>Layer, all timesteps</source>
        <translation>Layer, alle Zeitschritte</translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation>Ganzer Lauf</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>Fest</translation>
    </message>
    <message>
        <source>Robust 0.5–99.5 %</source>
        <translation>Robust 0.5–99.5 %</translation>
    </message>
    <message>
        <source>Choose layers</source>
        <translation>Layer wählen</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Phenomena of the anomaly study, one click each</source>
        <translation>Phänomene der Anomaliestudie, je ein Klick</translation>
    </message>
    <message>
        <source>Axes</source>
        <translation>Achsen</translation>
    </message>
    <message>
        <source>Whose tokens the three principal axes come from</source>
        <translation>Aus wessen Token die drei Hauptachsen stammen</translation>
    </message>
    <message>
        <source>Own axes</source>
        <translation>Eigene Achsen</translation>
    </message>
    <message>
        <source>Axes of all pictures</source>
        <translation>Achsen aller Bilder</translation>
    </message>
    <message>
        <source>Axes of all timesteps</source>
        <translation>Achsen aller Zeitschritte</translation>
    </message>
    <message>
        <source>channel </source>
        <translation>Kanal </translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Difference to</source>
        <translation>Differenz zu</translation>
    </message>
    <message>
        <source>What each tile is compared with</source>
        <translation>Womit jede Kachel verglichen wird</translation>
    </message>
    <message>
        <source>to picture</source>
        <translation>zu Bild</translation>
    </message>
    <message>
        <source>to timestep</source>
        <translation>zu Zeitschritt</translation>
    </message>
    <message>
        <source>to layer</source>
        <translation>zu Layer</translation>
    </message>
    <message>
        <source>Other picture</source>
        <translation>Anderes Bild</translation>
    </message>
    <message>
        <source>The picture to compare with</source>
        <translation>Das Bild, mit dem verglichen wird</translation>
    </message>
    <message>
        <source>Other timestep or step</source>
        <translation>Anderer Zeitschritt oder Schritt</translation>
    </message>
    <message>
        <source>Other layer</source>
        <translation>Anderer Layer</translation>
    </message>
    <message>
        <source>The layer to compare with</source>
        <translation>Der Layer, mit dem verglichen wird</translation>
    </message>
    <message>
        <source>Difference of</source>
        <translation>Differenz von</translation>
    </message>
    <message>
        <source>‖x‖ − ‖y‖, or ‖x − y‖</source>
        <translation>‖x‖ − ‖y‖ oder ‖x − y‖</translation>
    </message>
    <message>
        <source>of norms</source>
        <translation>von Normen</translation>
    </message>
    <message>
        <source>of vectors</source>
        <translation>von Vektoren</translation>
    </message>
    <message>
        <source>Clusters (k-means)</source>
        <translation>Cluster (k-Means)</translation>
    </message>
    <message>
        <source>Best match as wheel</source>
        <translation>Bester Treffer als Farbrad</translation>
    </message>
    <message>
        <source>k = </source>
        <translation>k = </translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>How many clusters the tokens are parted into</source>
        <translation>In wie viele Cluster die Token geteilt werden</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>Whose tokens&apos; maximum the measure divides by: with that of all pictures shown, their maps can be compared</source>
        <translation>Durch das Maximum wessen Token das Maß geteilt wird: mit dem aller gezeigten Bilder lassen sich ihre Karten vergleichen</translation>
    </message>
    <message>
        <source>Maximum of each map</source>
        <translation>Maximum jeder Karte</translation>
    </message>
    <message>
        <source>Maximum of all pictures</source>
        <translation>Maximum aller Bilder</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>What the best match is the best by</source>
        <translation>Nach welchem Maß der beste Treffer der beste ist</translation>
    </message>
    <message>
        <source>Mirrored</source>
        <translation>Gespiegelt</translation>
    </message>
    <message>
        <source>Count the reference&apos;s columns from the right, as if it were seen in a mirror</source>
        <translation>Die Spalten der Referenz von rechts zählen, wie in einem Spiegel gesehen</translation>
    </message>
    <message>
        <source>Centres</source>
        <translation>Zentren</translation>
    </message>
    <message>
        <source>Whose tokens the centres of the clusters come from</source>
        <translation>Aus wessen Token die Zentren der Cluster stammen</translation>
    </message>
    <message>
        <source>Own centres</source>
        <translation>Eigene Zentren</translation>
    </message>
    <message>
        <source>Centres of all pictures</source>
        <translation>Zentren aller Bilder</translation>
    </message>
    <message>
        <source>Centres of all timesteps</source>
        <translation>Zentren aller Zeitschritte</translation>
    </message>
</context>
<context>
    <name>app::StateHistory</name>
    <message>
        <source>Layers and map</source>
        <translation>Layer und Karte</translation>
    </message>
    <message>
        <source>Open model</source>
        <translation>Modell öffnen</translation>
    </message>
    <message>
        <source>Open pictures</source>
        <translation>Bilder öffnen</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Remove picture</source>
        <translation>Bild entfernen</translation>
    </message>
    <message>
        <source>Move picture</source>
        <translation>Bild verschieben</translation>
    </message>
    <message>
        <source>Show picture</source>
        <translation>Bild zeigen</translation>
    </message>
    <message>
        <source>Timestep</source>
        <translation>Zeitschritt</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Layer</translation>
    </message>
    <message>
        <source>Active layer</source>
        <translation>Aktiver Layer</translation>
    </message>
    <message>
        <source>Pin tile</source>
        <translation>Kachel anheften</translation>
    </message>
    <message>
        <source>Unpin tile</source>
        <translation>Kachel lösen</translation>
    </message>
    <message>
        <source>Move tile</source>
        <translation>Kachel verschieben</translation>
    </message>
    <message>
        <source>Kind of map</source>
        <translation>Art der Karte</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Timestep compared with</source>
        <translation>Verglichener Zeitschritt</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>Colour range</source>
        <translation>Farbbereich</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Map over the picture</source>
        <translation>Karte über dem Bild</translation>
    </message>
    <message>
        <source>Density of the map</source>
        <translation>Dichte der Karte</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Forget reference</source>
        <translation>Referenz vergessen</translation>
    </message>
    <message>
        <source>Pin token</source>
        <translation>Token anheften</translation>
    </message>
    <message>
        <source>Unpin token</source>
        <translation>Token lösen</translation>
    </message>
    <message>
        <source>Prompt for pictures</source>
        <translation>Prompt zu Bildern</translation>
    </message>
    <message>
        <source>Seed of the noise</source>
        <translation>Seed des Rauschens</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Fit pictures</source>
        <translation>Bilder einpassen</translation>
    </message>
</context>
<context>
    <name>app::TileMenu</name>
    <message>
        <source>Unpin tile</source>
        <translation>Kachel lösen</translation>
    </message>
    <message>
        <source>Pin tile</source>
        <translation>Kachel anheften</translation>
    </message>
    <message>
        <source>Difference to this timestep</source>
        <translation>Differenz zu diesem Zeitschritt</translation>
    </message>
    <message>
        <source>Difference to this layer</source>
        <translation>Differenz zu diesem Layer</translation>
    </message>
    <message>
        <source>Difference to this picture</source>
        <translation>Differenz zu diesem Bild</translation>
    </message>
    <message>
        <source>Export this map…</source>
        <translation>Diese Karte exportieren…</translation>
    </message>
</context>
<context>
    <name>app::WindowTools</name>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
</context>
<context>
    <name>core::BestMatch</name>
    <message>
        <source>avg: %1</source>
        <translation>Mittel: %1</translation>
    </message>
</context>
<context>
    <name>core::LabelLook</name>
    <message>
        <source>L2 norm · one range for all pictures</source>
        <translation>L2-Norm · ein Bereich für alle Bilder</translation>
    </message>
    <message>
        <source>8 bit · this picture&apos;s highest norm = 255</source>
        <translation>8 Bit · höchste Norm dieses Bildes = 255</translation>
    </message>
</context>
<context>
    <name>core::LabelSession</name>
    <message>
        <source>Saved: edit %1 is on disk</source>
        <translation>Gesichert: Änderung %1 ist auf der Platte</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Nur lesbar</translation>
    </message>
    <message>
        <source>Not saved: %1 Everything up to edit %2 is on disk.</source>
        <translation>Nicht gesichert: %1 Alles bis Änderung %2 ist auf der Platte.</translation>
    </message>
</context>
<context>
    <name>core::MapReading</name>
    <message>
        <source>cluster %1 of %2 · %3 % of tokens</source>
        <translation>Cluster %1 von %2 · %3 % der Token</translation>
    </message>
    <message>
        <source>best match x%1 y%2, %3</source>
        <translation>bester Treffer x%1 y%2, %3</translation>
    </message>
    <message>
        <source>%1, smallest %2, largest %3</source>
        <translation>%1, kleinster Wert %2, größter %3</translation>
    </message>
    <message>
        <source>cluster %1: %2 %</source>
        <translation>Cluster %1: %2 %</translation>
    </message>
    <message>
        <source>, not finite: %1</source>
        <translation>, nicht endlich: %1</translation>
    </message>
</context>
<context>
    <name>core::Presets</name>
    <message>
        <source>Positional embedding</source>
        <translation>Positionscodierung</translation>
    </message>
    <message>
        <source>The reference token of one picture is most like the token at the same place of the other picture, whatever is there. Move the pointer and watch the brightest token follow its place in up_blocks[0] and up_blocks[1], but the content in up_blocks[2].</source>
        <translation>Das Referenztoken des einen Bildes ist dem Token an derselben Stelle des anderen am ähnlichsten, was auch immer dort ist. Bewegen Sie den Zeiger: Das hellste Token folgt in up_blocks[0] und up_blocks[1] der Stelle, in up_blocks[2] aber dem Inhalt.</translation>
    </message>
    <message>
        <source>Corner artifacts</source>
        <translation>Eckenartefakte</translation>
    </message>
    <message>
        <source>The tokens of the corners, and less so of the borders, are like each other and unlike the rest, whatever the picture shows there. The reference is the upper left corner: look at the other corners, also of the other picture.</source>
        <translation>Die Token der Ecken, und weniger die der Ränder, ähneln einander und nicht dem Rest, was auch immer das Bild dort zeigt. Die Referenz ist die obere linke Ecke: Sehen Sie auf die anderen Ecken, auch die des anderen Bildes.</translation>
    </message>
    <message>
        <source>High-norm anomalies</source>
        <translation>Anomalien mit hoher Norm</translation>
    </message>
    <message>
        <source>Few tokens have norms far above all others, mostly in the up blocks and in places that show nothing special. The reference is the token of the largest norm: read its z score and see in the profile in which layers and at which timesteps it stands out.</source>
        <translation>Wenige Token haben Normen weit über allen anderen, meist in den Up-Blöcken und an Stellen, die nichts Besonderes zeigen. Die Referenz ist das Token mit der größten Norm: Lesen Sie seinen z-Wert ab und sehen Sie im Profil, in welchen Layern und zu welchen Zeitschritten es heraussticht.</translation>
    </message>
</context>
<context>
    <name>fixedKeys</name>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Tile or picture</source>
        <translation>Kachel oder Bild</translation>
    </message>
    <message>
        <source>Layers × timesteps</source>
        <translation>Layer × Zeitschritte</translation>
    </message>
    <message>
        <source>Lists and trees</source>
        <translation>Listen und Bäume</translation>
    </message>
    <message>
        <source>Closes the message, else stops computing, else lets go.</source>
        <translation>Schließt die Meldung, hält sonst die Berechnung an, lässt sonst los.</translation>
    </message>
    <message>
        <source>Opens the menu whose letter is underlined.</source>
        <translation>Öffnet das Menü, dessen Buchstabe unterstrichen ist.</translation>
    </message>
    <message>
        <source>Shift+arrows</source>
        <translation>Umschalt+Pfeile</translation>
    </message>
    <message>
        <source>Moves the reference by one token.</source>
        <translation>Verschiebt die Referenz um ein Token.</translation>
    </message>
    <message>
        <source>Space, held</source>
        <translation>Leertaste, gehalten</translation>
    </message>
    <message>
        <source>A drag moves what is zoomed.</source>
        <translation>Ziehen verschiebt, was gezoomt ist.</translation>
    </message>
    <message>
        <source>Widens and narrows the range of the colours.</source>
        <translation>Weitet und verengt den Bereich der Farben.</translation>
    </message>
    <message>
        <source>Return, F, K, Delete</source>
        <translation>Eingabe, F, K, Entf</translation>
    </message>
    <message>
        <source>Enlarges, pins, closes the tile with the keyboard.</source>
        <translation>Vergrößert, heftet an, schließt die Kachel mit der Tastatur.</translation>
    </message>
    <message>
        <source>Arrows, Home, End, Page up and down</source>
        <translation>Pfeile, Pos1, Ende, Bild auf und ab</translation>
    </message>
    <message>
        <source>Goes from cell to cell; with Shift selects, with Ctrl folds rows.</source>
        <translation>Geht von Zelle zu Zelle; wählt mit Umschalt aus, klappt mit Strg Zeilen ein.</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Computes what is selected.</source>
        <translation>Berechnet, was ausgewählt ist.</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Generates, while the prompt has the keyboard.</source>
        <translation>Erzeugt, solange der Prompt die Tastatur hat.</translation>
    </message>
    <message>
        <source>Arrows, Return, Space, Delete</source>
        <translation>Pfeile, Eingabe, Leertaste, Entf</translation>
    </message>
    <message>
        <source>Goes through the list, chooses, ticks, removes.</source>
        <translation>Geht durch die Liste, wählt, kreuzt an, entfernt.</translation>
    </message>
    <message>
        <source>R, held</source>
        <translation>R, gehalten</translation>
    </message>
    <message>
        <source>Shows the reference&apos;s map on the tiles of other pictures.</source>
        <translation>Zeigt die Karte der Referenz auf den Kacheln anderer Bilder.</translation>
    </message>
</context>
<context>
    <name>jobs</name>
    <message>
        <source>%1 s each</source>
        <translation>je %1 s</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Cancelling — finishes this step</source>
        <translation>Bricht ab — beendet diesen Schritt</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>jumps</name>
    <message>
        <source>Layer</source>
        <translation>Layer</translation>
    </message>
    <message>
        <source>Show this layer: %1 channels, %2 × %3</source>
        <translation>Diesen Layer zeigen: %1 Kanäle, %2 × %3</translation>
    </message>
    <message>
        <source>Timestep</source>
        <translation>Zeitschritt</translation>
    </message>
    <message>
        <source>Go to timestep %1</source>
        <translation>Zum Zeitschritt %1 gehen</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Open this model</source>
        <translation>Dieses Modell öffnen</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Show this picture</source>
        <translation>Dieses Bild zeigen</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>Close other programs, or choose a smaller model.</source>
        <translation>Schließen Sie andere Programme oder wählen Sie ein kleineres Modell.</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>Schaffen Sie Platz und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Check the file, or choose another one.</source>
        <translation>Prüfen Sie die Datei oder wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Check that the disk is there and that you may use this folder.</source>
        <translation>Prüfen Sie, ob die Platte da ist und ob Sie diesen Ordner benutzen dürfen.</translation>
    </message>
    <message>
        <source>If it happens again, please report it: Help › Log… has a text for that.</source>
        <translation>Falls es wieder geschieht, melden Sie es bitte: Hilfe › Protokoll… hat einen Text dafür.</translation>
    </message>
</context>
<context>
    <name>widgets::ActivityBar</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Cancelling — finishes this step</source>
        <translation>Bricht ab — beendet diesen Schritt</translation>
    </message>
    <message>
        <source>Click for all jobs</source>
        <translation>Klick: alle Aufträge</translation>
    </message>
    <message>
        <source>Stop after the module that is being computed</source>
        <translation>Nach dem Modul anhalten, das gerade berechnet wird</translation>
    </message>
</context>
<context>
    <name>widgets::CaptureMatrix</name>
    <message>
        <source>Captured activations, layers by timesteps</source>
        <translation>Berechnete Aktivierungen, Layer mal Zeitschritte</translation>
    </message>
    <message>
        <source>largest z %1</source>
        <translation>größtes z %1</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>being computed</source>
        <translation>wird berechnet</translation>
    </message>
    <message>
        <source>in memory, %1</source>
        <translation>im Speicher, %1</translation>
    </message>
    <message>
        <source>on disk, %1</source>
        <translation>auf der Platte, %1</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>not computed</source>
        <translation>nicht berechnet</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <comment>layer, timestep: state</comment>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>%1, %2: %3 of %4 layers computed</source>
        <translation>%1, %2: %3 von %4 Layern berechnet</translation>
    </message>
    <message>
        <source>, %1 failed</source>
        <translation>, %1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>; largest z %1 in %2</source>
        <translation>; größtes z %1 in %2</translation>
    </message>
    <message>
        <source>max z 0</source>
        <translation>max z 0</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>in memory</source>
        <translation>im Speicher</translation>
    </message>
    <message>
        <source>on disk</source>
        <translation>auf der Platte</translation>
    </message>
    <message>
        <source>in part</source>
        <translation>zum Teil</translation>
    </message>
</context>
<context>
    <name>widgets::ColorBar</name>
    <message>
        <source>Colour bar</source>
        <translation>Farbbalken</translation>
    </message>
</context>
<context>
    <name>widgets::CommandListModel</name>
    <message>
        <source>not available</source>
        <translation>nicht verfügbar</translation>
    </message>
</context>
<context>
    <name>widgets::CommandPanel</name>
    <message>
        <source>What to do, a layer, a timestep, a picture…</source>
        <translation>Was zu tun ist, ein Layer, ein Zeitschritt, ein Bild…</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
</context>
<context>
    <name>widgets::FigurePreview</name>
    <message>
        <source>Preview of the figure</source>
        <translation>Vorschau der Abbildung</translation>
    </message>
    <message>
        <source>True size. The wheel zooms, a drag moves; + and − zoom, 1 is true size, 0 shows all</source>
        <translation>Wahre Größe. Das Rad zoomt, Ziehen verschiebt; + und − zoomen, 1 ist die wahre Größe, 0 zeigt alles</translation>
    </message>
    <message>
        <source>%1 in · %2 cm</source>
        <translation>%1 in · %2 cm</translation>
    </message>
</context>
<context>
    <name>widgets::FirstSteps</name>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close these hints; Help &gt; First steps shows them again</source>
        <translation>Diese Hinweise schließen; Hilfe &gt; Erste Schritte zeigt sie wieder</translation>
    </message>
    <message>
        <source>Done: %1</source>
        <translation>Erledigt: %1</translation>
    </message>
</context>
<context>
    <name>widgets::HistogramPlot</name>
    <message>
        <source>Histogram of the map</source>
        <translation>Histogramm der Karte</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>No finite value.</source>
        <translation>Kein endlicher Wert.</translation>
    </message>
    <message>
        <source>%1 · %2 not finite</source>
        <translation>%1 · %2 nicht endlich</translation>
    </message>
    <message>
        <source>%1; colours from %2 to %3</source>
        <translation>%1; Farben von %2 bis %3</translation>
    </message>
</context>
<context>
    <name>widgets::JobRow</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop this; what is complete stays</source>
        <translation>Dies anhalten; was fertig ist, bleibt</translation>
    </message>
    <message>
        <source>Progress of %1</source>
        <translation>Fortschritt von %1</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>%1 abbrechen</translation>
    </message>
</context>
<context>
    <name>widgets::JobsPanel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>Nothing runs.</source>
        <translation>Nichts läuft.</translation>
    </message>
    <message>
        <source>Clear what ended</source>
        <translation>Beendetes entfernen</translation>
    </message>
    <message>
        <source>Take jobs that are done, cancelled or failed off this list</source>
        <translation>Fertige, abgebrochene und fehlgeschlagene Aufträge aus dieser Liste nehmen</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
</context>
<context>
    <name>widgets::JointHistogramPlot</name>
    <message>
        <source>Norm against similarity</source>
        <translation>Norm gegen Ähnlichkeit</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>No finite value.</source>
        <translation>Kein endlicher Wert.</translation>
    </message>
    <message>
        <source>%1 · %2 not finite</source>
        <translation>%1 · %2 nicht endlich</translation>
    </message>
    <message>
        <source>%1 from %2 to %3 against %4 from %5 to %6</source>
        <translation>%1 von %2 bis %3 gegen %4 von %5 bis %6</translation>
    </message>
    <message>
        <source>%1 %2 · %3 %4 · tokens: %5</source>
        <translation>%1 %2 · %3 %4 · Token: %5</translation>
    </message>
</context>
<context>
    <name>widgets::KeyListModel</name>
    <message>
        <source>%1 This key is fixed.</source>
        <translation>%1 Diese Taste steht fest.</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>widgets::LabelQueueModel</name>
    <message>
        <source>Not looked at yet</source>
        <translation>Noch nicht angesehen</translation>
    </message>
    <message>
        <source>1 label</source>
        <translation>1 Label</translation>
    </message>
    <message>
        <source>%1 labels</source>
        <translation>%1 Labels</translation>
    </message>
    <message>
        <source>Looked at: nothing there</source>
        <translation>Angesehen: nichts da</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>%1 by %2 %3</source>
        <translation>%1 von %2 %3</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Blocked: %1</source>
        <translation>Gesperrt: %1</translation>
    </message>
</context>
<context>
    <name>widgets::LabelQueuePanel</name>
    <message>
        <source>Share of the queue that is done</source>
        <translation>Erledigter Anteil der Liste</translation>
    </message>
    <message>
        <source>Filter by name</source>
        <translation>Nach Namen filtern</translation>
    </message>
    <message>
        <source>All pictures</source>
        <translation>Alle Bilder</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>Unerledigt</translation>
    </message>
    <message>
        <source>Labelled</source>
        <translation>Gelabelt</translation>
    </message>
    <message>
        <source>Nothing there</source>
        <translation>Nichts da</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>With comments</source>
        <translation>Mit Kommentaren</translation>
    </message>
    <message>
        <source>Rejected in review</source>
        <translation>Beim Prüfen abgelehnt</translation>
    </message>
    <message>
        <source>Filter by state</source>
        <translation>Nach Zustand filtern</translation>
    </message>
    <message>
        <source>Queue of pictures</source>
        <translation>Liste der Bilder</translation>
    </message>
</context>
<context>
    <name>widgets::LabelToolsPanel</name>
    <message>
        <source>Review</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Labels of this project</source>
        <translation>Labels dieses Projekts</translation>
    </message>
    <message>
        <source>This picture</source>
        <translation>Dieses Bild</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Comment on this picture</source>
        <translation>Kommentar zu diesem Bild</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Least robust z of a proposal</source>
        <translation>Kleinstes robustes z eines Vorschlags</translation>
    </message>
    <message>
        <source>Patches whose mean norm lies at least this far above the median are proposed: (mean − median) / (1.4826 · MAD) over the patches of this map</source>
        <translation>Vorgeschlagen werden Patches, deren mittlere Norm mindestens so weit über dem Median liegt: (Mittel − Median) / (1.4826 · MAD) über die Patches dieser Karte</translation>
    </message>
    <message>
        <source>Open proposals, highest first</source>
        <translation>Offene Vorschläge, die höchsten zuerst</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Norm at the dark end</source>
        <translation>Norm am dunklen Ende</translation>
    </message>
    <message>
        <source>Norm at the bright end</source>
        <translation>Norm am hellen Ende</translation>
    </message>
    <message>
        <source>%1  x%2 y%3  z +%4%5</source>
        <translation>%1  x%2 y%3  z +%4%5</translation>
    </message>
    <message>
        <source>  off grid</source>
        <translation>  neben dem Gitter</translation>
    </message>
</context>
<context>
    <name>widgets::LayerTreeModel</name>
    <message>
        <source>mean of heads</source>
        <translation>Mittel der Köpfe</translation>
    </message>
    <message>
        <source>head %1</source>
        <translation>Kopf %1</translation>
    </message>
    <message>
        <source>map (cross)</source>
        <comment>attention</comment>
        <translation>Karte (cross)</translation>
    </message>
    <message>
        <source>map (self)</source>
        <comment>attention</comment>
        <translation>Karte (self)</translation>
    </message>
    <message>
        <source>Attention to the prompt&apos;s tokens, %1 heads: tick the mean or a head</source>
        <translation>Attention zu den Token des Prompts, %1 Köpfe: Mittel oder einen Kopf ankreuzen</translation>
    </message>
    <message>
        <source>Attention between tokens, %1 heads: tick the mean or a head</source>
        <translation>Attention zwischen Token, %1 Köpfe: Mittel oder einen Kopf ankreuzen</translation>
    </message>
    <message>
        <source>Channels; of an attention map its heads</source>
        <translation>Kanäle; bei einer Attention-Karte die Köpfe</translation>
    </message>
    <message>
        <source>Tokens, height × width</source>
        <translation>Token, Höhe × Breite</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Layer</translation>
    </message>
    <message>
        <source>Ch.</source>
        <comment>channels</comment>
        <translation>Kan.</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Gitter</translation>
    </message>
</context>
<context>
    <name>widgets::LayerTreePanel</name>
    <message>
        <source>Filter layers: up attn2 map</source>
        <translation>Layer filtern: up attn2 map</translation>
    </message>
    <message>
        <source>Every word must occur in the path or in the other name (up-level1-…). * stands for anything but a dot.</source>
        <translation>Jedes Wort muss im Pfad oder im anderen Namen (up-level1-…) vorkommen. * steht für alles außer einem Punkt.</translation>
    </message>
    <message>
        <source>Filter layers</source>
        <translation>Layer filtern</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>Tick the outputs of the blocks</source>
        <translation>Die Ausgaben der Blöcke ankreuzen</translation>
    </message>
    <message>
        <source>Inner</source>
        <translation>Innere</translation>
    </message>
    <message>
        <source>Tick the published inner positions</source>
        <translation>Die veröffentlichten inneren Stellen ankreuzen</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefundene</translation>
    </message>
    <message>
        <source>Tick every layer that the filter finds, too</source>
        <translation>Auch jeden Layer ankreuzen, den der Filter findet</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Untick all</source>
        <translation>Alle Kreuze wegnehmen</translation>
    </message>
    <message>
        <source>Cost of the ticked layers</source>
        <translation>Aufwand der angekreuzten Layer</translation>
    </message>
    <message>
        <source>Layers to capture</source>
        <translation>Zu berechnende Layer</translation>
    </message>
</context>
<context>
    <name>widgets::MapTile</name>
    <message>
        <source>Not computed</source>
        <translation>Nicht berechnet</translation>
    </message>
    <message>
        <source>Keep this tile when layers change (K)</source>
        <translation>Diese Kachel behalten, wenn Layer wechseln (K)</translation>
    </message>
    <message>
        <source>Close this tile (Delete)</source>
        <translation>Diese Kachel schließen (Entf)</translation>
    </message>
    <message>
        <source>Map of %1, %2</source>
        <translation>Karte von %1, %2</translation>
    </message>
    <message>
        <source>%1
%2
Tokens count from the upper left; NumPy order is [y, x].
Click keeps a token as reference, Shift+drag averages a region, double click enlarges.</source>
        <translation>%1
%2
Token zählen von oben links; die NumPy-Reihenfolge ist [y, x].
Ein Klick hält ein Token als Referenz fest, Umschalt+Ziehen mittelt einen Bereich, ein Doppelklick vergrößert.</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>Wird berechnet</translation>
    </message>
    <message numerus="yes">
        <source>, %n NaN</source>
        <translation>
            <numerusform>, %n NaN</numerusform>
            <numerusform>, %n NaN</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n clipped</source>
        <translation>
            <numerusform>, %n abgeschnitten</numerusform>
            <numerusform>, %n abgeschnitten</numerusform>
        </translation>
    </message>
    <message>
        <source>, %1 at the reference</source>
        <translation>, %1 an der Referenz</translation>
    </message>
    <message>
        <source>red, green, blue: axes 1–3</source>
        <translation>Rot, Grün, Blau: Achsen 1–3</translation>
    </message>
    <message numerus="yes">
        <source> · %n NaN</source>
        <translation>
            <numerusform> · %n NaN</numerusform>
            <numerusform> · %n NaN</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::MemoryMeter</name>
    <message>
        <source>Memory of the captured activations</source>
        <translation>Speicher der berechneten Aktivierungen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Activations in memory: %1
On disk: %2</source>
        <translation>Aktivierungen im Speicher: %1
Auf der Platte: %2</translation>
    </message>
</context>
<context>
    <name>widgets::MessageBar</name>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Copy this message to the clipboard</source>
        <translation>Diese Meldung in die Zwischenablage kopieren</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message numerus="yes">
        <source>Next (%n more)</source>
        <translation>
            <numerusform>Weiter (noch %n)</numerusform>
            <numerusform>Weiter (noch %n)</numerusform>
        </translation>
    </message>
    <message>
        <source>Close this message and show the next (Esc)</source>
        <translation>Diese Meldung schließen und die nächste zeigen (Esc)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Next message</source>
        <translation>Nächste Meldung</translation>
    </message>
    <message>
        <source>Close message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>widgets::PaneHeader</name>
    <message>
        <source>Take this picture off the board</source>
        <translation>Dieses Bild von der Tafel nehmen</translation>
    </message>
    <message>
        <source>%1, current picture</source>
        <translation>%1, aktuelles Bild</translation>
    </message>
</context>
<context>
    <name>widgets::PictureBoard</name>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
</context>
<context>
    <name>widgets::PictureCanvas</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>%1, %2 by %3 pixels</source>
        <translation>%1, %2 mal %3 Pixel</translation>
    </message>
</context>
<context>
    <name>widgets::PictureStrip</name>
    <message>
        <source>Opened pictures</source>
        <translation>Geöffnete Bilder</translation>
    </message>
    <message>
        <source>Take off the board</source>
        <translation>Von der Tafel nehmen</translation>
    </message>
    <message>
        <source>Show beside the others</source>
        <translation>Neben den anderen zeigen</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Aus der Liste nehmen</translation>
    </message>
</context>
<context>
    <name>widgets::PinsPanel</name>
    <message>
        <source>P pins the token under the pointer.</source>
        <translation>P heftet das Token unter dem Zeiger an.</translation>
    </message>
    <message>
        <source>Pinned tokens</source>
        <translation>Angeheftete Token</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>Norm</translation>
    </message>
    <message>
        <source>Sim.</source>
        <comment>similarity</comment>
        <translation>Ähnl.</translation>
    </message>
    <message>
        <source>L2 norm and z score in the active layer</source>
        <translation>L2-Norm und z-Wert im aktiven Layer</translation>
    </message>
    <message>
        <source>Similarity to the reference</source>
        <translation>Ähnlichkeit mit der Referenz</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Remove this pin (Delete)</source>
        <translation>Dieses Token lösen (Entf)</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Alle lösen</translation>
    </message>
    <message>
        <source>Remove all pins</source>
        <translation>Alle Token lösen</translation>
    </message>
    <message>
        <source>%1, the reference</source>
        <translation>%1, die Referenz</translation>
    </message>
    <message>
        <source>norm %1</source>
        <translation>Norm %1</translation>
    </message>
    <message>
        <source>similarity %1</source>
        <translation>Ähnlichkeit %1</translation>
    </message>
</context>
<context>
    <name>widgets::ProfilePlot</name>
    <message>
        <source>Profile of the reference token</source>
        <translation>Profil des Referenztokens</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>%1 of the reference: %2</source>
        <translation>%1 der Referenz: %2</translation>
    </message>
    <message>
        <source>mean %1, median %2</source>
        <translation>Mittel %1, Median %2</translation>
    </message>
    <message>
        <source>p25–p75: %1 to %2</source>
        <translation>p25–p75: %1 bis %2</translation>
    </message>
    <message>
        <source>p5–p95: %1 to %2</source>
        <translation>p5–p95: %1 bis %2</translation>
    </message>
</context>
<context>
    <name>widgets::PromptPanel</name>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>What the picture shows</source>
        <translation>Was das Bild zeigt</translation>
    </message>
    <message>
        <source>Negative prompt</source>
        <translation>Negativer Prompt</translation>
    </message>
    <message>
        <source>What it should not show</source>
        <translation>Was es nicht zeigen soll</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Generate (Ctrl+Return in the prompt)</source>
        <translation>Erzeugen (Strg+Eingabe im Prompt)</translation>
    </message>
    <message>
        <source>&amp;Prompt</source>
        <translation>&amp;Prompt</translation>
    </message>
    <message>
        <source>Scale of classifier-free guidance; 1 and less: none, one run per step instead of two</source>
        <translation>Stärke der klassifikatorfreien Guidance; 1 und weniger: keine, ein Lauf je Schritt statt zwei</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Anderer</translation>
    </message>
    <message>
        <source>Another seed, at random</source>
        <translation>Ein anderer, zufälliger Seed</translation>
    </message>
    <message>
        <source>Unconditional half</source>
        <translation>Unkonditionierte Hälfte</translation>
    </message>
    <message>
        <source>Conditional half</source>
        <translation>Konditionierte Hälfte</translation>
    </message>
    <message>
        <source>Each guided step runs the model twice, without and with the prompt. The anomaly study looks at the run without.</source>
        <translation>Jeder Schritt mit Guidance führt das Modell zweimal aus, ohne und mit Prompt. Die Anomaliestudie betrachtet den Lauf ohne.</translation>
    </message>
    <message>
        <source>&amp;Steps</source>
        <translation>&amp;Schritte</translation>
    </message>
    <message>
        <source>&amp;Guidance</source>
        <translation>&amp;Guidance</translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation>S&amp;eed</translation>
    </message>
    <message>
        <source>S&amp;ampler</source>
        <translation>S&amp;ampler</translation>
    </message>
    <message>
        <source>&amp;Look at</source>
        <translation>An&amp;sehen</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Negative prompt: in use</source>
        <translation>Negativer Prompt: in Gebrauch</translation>
    </message>
</context>
<context>
    <name>widgets::ReadOutBar</name>
    <message>
        <source>Read-out</source>
        <translation>Ablesung</translation>
    </message>
    <message>
        <source>Layer | timestep | token, x and y from the upper left (NumPy order is [y, x]) | its pixels, first–last | L2 norm over channels, z score (population deviation of this map), percentile (share of tokens with at most this norm) | similarity to the kept token A.
— not computed, … being computed. Edit › Copy read-out copies the line.</source>
        <translation>Layer | Zeitschritt | Token, x und y von oben links (die NumPy-Reihenfolge ist [y, x]) | seine Pixel, erstes–letztes | L2-Norm über die Kanäle, z-Wert (Standardabweichung der Grundgesamtheit dieser Karte), Perzentil (Anteil der Token mit höchstens dieser Norm) | Ähnlichkeit mit dem festgehaltenen Token A.
— nicht berechnet, … wird berechnet. Bearbeiten › Ablesung kopieren kopiert die Zeile.</translation>
    </message>
</context>
<context>
    <name>widgets::TileGrid</name>
    <message>
        <source>Layers</source>
        <translation>Layer</translation>
    </message>
</context>
<context>
    <name>widgets::TimestepChooser</name>
    <message>
        <source>Timestep at which this picture is noised, 0 to %1</source>
        <translation>Zeitschritt, zu dem dieses Bild verrauscht wird, 0 bis %1</translation>
    </message>
    <message>
        <source>Timestep of this picture</source>
        <translation>Zeitschritt dieses Bildes</translation>
    </message>
</context>
<context>
    <name>widgets::TimestepControl</name>
    <message>
        <source>Timestep of the training schedule at which the picture is noised, 0 to 999 (Left, Right)</source>
        <translation>Zeitschritt des Trainingsplans, zu dem das Bild verrauscht wird, 0 bis 999 (Links, Rechts)</translation>
    </message>
    <message>
        <source>&amp;Timestep</source>
        <translation>&amp;Zeitschritt</translation>
    </message>
    <message>
        <source>Timestep</source>
        <translation>Zeitschritt</translation>
    </message>
</context>
</TS>
