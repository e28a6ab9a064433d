// shim.h: the SQLite headers that the package uses.
#include <sqlite3.h>
