// CPluginProto.h: what protoc tells a plugin and what it expects back, as protoc-c compiled it from protobuf's own
// descriptor.proto and plugin.proto. For protoc-gen-rpc-swift alone.
#ifndef C_PLUGIN_PROTO_H
#define C_PLUGIN_PROTO_H

#include <google/protobuf/compiler/plugin.pb-c.h>
#include <google/protobuf/descriptor.pb-c.h>

#endif
