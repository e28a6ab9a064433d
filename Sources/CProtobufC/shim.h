// shim.h: the protobuf-c header that generated C code includes.
#include <protobuf-c/protobuf-c.h>
