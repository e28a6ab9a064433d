// CInterop.h: the C behind the messages of Tests/Protos/interop.proto.
#ifndef C_INTEROP_H
#define C_INTEROP_H

#include <interop.pb-c.h>

#endif
