// CEveryKind.h: the C behind the messages of Tests/Protos/everykind.proto.
#ifndef C_EVERY_KIND_H
#define C_EVERY_KIND_H

#include <everykind.pb-c.h>

#endif
