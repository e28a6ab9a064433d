// server.cc: a gRPC C++ server that answers at once, through the callback API: what a check costs with gRPC when the
// look-up costs nothing. Prints the port it listens on.

#include <grpcpp/grpcpp.h>

#include <iostream>

#include "echo.grpc.pb.h"

namespace {

class Checks final : public peers::Checks::CallbackService {
  grpc::ServerUnaryReactor* Check(
      grpc::CallbackServerContext* context, const peers::CheckRequest* request, peers::CheckReply* reply) override {
    reply->set_valid(request->identity().size() == 32);
    reply->set_uses_left(1);
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

}  // namespace

int main() {
  Checks service;
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&service);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (!server) {
    std::cerr << "server: can't listen\n";
    return 1;
  }
  std::cout << port << std::endl;
  server->Wait();
}
