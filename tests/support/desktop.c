/*
 * What other programs of a desktop do: `desktop close` asks the uppermost window of Galley to close, as the × of its frame does;
 * `desktop clipboard FILE|- [WORDS]` has a picture on the clipboard, or words, or both, as long as it runs, and says so. Its words are
 * of the one kind that WebKitGTK tells no page of.
 */
#include <gdk/gdkx.h>
#include <gtk/gtk.h>
#include <stdio.h>
#include <string.h>

static gchar *bytes, *words;
static gsize length;
enum { PICTURE, WORDS };

static void give(GtkClipboard *clipboard, GtkSelectionData *data, guint info, gpointer nothing) {
  if (info == WORDS) gtk_selection_data_set(data, gtk_selection_data_get_target(data), 8, (guchar *)words, strlen(words));
  else gtk_selection_data_set(data, gtk_selection_data_get_target(data), 8, (guchar *)bytes, length);
}

static void gone(GtkClipboard *clipboard, gpointer nothing) { gtk_main_quit(); }

static int hold(const char *file) {
  GtkTargetEntry targets[2];
  guint count = 0;
  if (strcmp(file, "-") != 0) {
    if (!g_file_get_contents(file, &bytes, &length, NULL)) return 2;
    targets[count++] = (GtkTargetEntry){"image/png", 0, PICTURE};
  }
  if (words) targets[count++] = (GtkTargetEntry){"UTF8_STRING", 0, WORDS};
  GtkClipboard *clipboard = gtk_clipboard_get(GDK_SELECTION_CLIPBOARD);
  if (!gtk_clipboard_set_with_data(clipboard, targets, count, give, gone, NULL)) return 3;
  puts("on the clipboard");
  fflush(stdout);
  gtk_main();
  return 0;
}

/* Without a window manager the windows of programs are the children of the root, the uppermost one last. */
static int close_uppermost(void) {
  Display *display = gdk_x11_get_default_xdisplay();
  Atom protocols = XInternAtom(display, "WM_PROTOCOLS", False), delete = XInternAtom(display, "WM_DELETE_WINDOW", False);
  Window root, parent, *children = NULL;
  unsigned int count = 0;
  XQueryTree(display, DefaultRootWindow(display), &root, &parent, &children, &count);
  for (unsigned int at = count; at-- > 0;) {
    XWindowAttributes attributes;
    char *name = NULL;
    if (!XGetWindowAttributes(display, children[at], &attributes) || attributes.map_state != IsViewable) continue;
    if (!XFetchName(display, children[at], &name) || !name || strstr(name, "Galley") == NULL) continue;
    XEvent event = {.xclient = {.type = ClientMessage, .window = children[at], .message_type = protocols, .format = 32}};
    event.xclient.data.l[0] = delete;
    XSendEvent(display, children[at], False, NoEventMask, &event);
    XSync(display, False);
    return 0;
  }
  return 4;
}

int main(int argc, char **argv) {
  gtk_init(&argc, &argv);
  if (argc == 2 && strcmp(argv[1], "close") == 0) return close_uppermost();
  if (argc == 4) words = argv[3];
  if (argc >= 3 && strcmp(argv[1], "clipboard") == 0) return hold(argv[2]);
  return 1;
}
