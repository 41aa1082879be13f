// What fills a whole Wayland screen in tests? A window without anything in it, until its program is killed.
imports.gi.versions.Gtk = "4.0";
const { Gtk, GLib } = imports.gi;
GLib.set_prgname("film");
Gtk.init();
const film = new Gtk.Window();
film.fullscreen();
film.present();
new GLib.MainLoop(null, false).run();
