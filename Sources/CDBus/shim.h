#include <dbus/dbus.h>
/* Swift's own view of the C library leaves eventfd out; the thread that polls libdbus sleeps on one. */
#include <sys/eventfd.h>
