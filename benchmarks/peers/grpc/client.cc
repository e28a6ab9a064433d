// client.cc: load for server.cc, a closed loop over the asynchronous API and one completion queue: `client ADDRESS
// CONNECTIONS DEPTH SECONDS`. A tenth of the time is warm-up. Prints calls a second, and the median and the 99th
// percentile of the latency in microseconds, as JSON. Exit status 1: a call failed.

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "echo.grpc.pb.h"

namespace {

using Clock = std::chrono::steady_clock;

/// One of the calls that are always under way, begun again when it has ended.
struct Lane {
  peers::Checks::Stub* stub = nullptr;
  peers::CheckRequest request;
  peers::CheckReply reply;
  grpc::Status status;
  std::unique_ptr<grpc::ClientContext> context;
  std::unique_ptr<grpc::ClientAsyncResponseReader<peers::CheckReply>> reader;
  Clock::time_point begun;

  void Begin(grpc::CompletionQueue* queue) {
    context = std::make_unique<grpc::ClientContext>();
    begun = Clock::now();
    reader = stub->AsyncCheck(context.get(), request, queue);
    reader->Finish(&reply, &status, this);
  }
};

std::unique_ptr<peers::Checks::Stub> Connect(const std::string& address, int number) {
  grpc::ChannelArguments arguments;
  // Channels that look alike share a connection unless each has a pool of its own.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt("peers.connection", number);
  return peers::Checks::NewStub(grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments));
}

}  // namespace

int main(int count, char** words) {
  if (count != 5) {
    std::fprintf(stderr, "usage: client ADDRESS CONNECTIONS DEPTH SECONDS\n");
    return 2;
  }
  const int connections = std::atoi(words[2]);
  const int depth = std::atoi(words[3]);
  const double seconds = std::atof(words[4]);
  if (connections < 1 || depth < 1 || seconds <= 0) {
    std::fprintf(stderr, "client: CONNECTIONS, DEPTH and SECONDS are positive numbers\n");
    return 2;
  }
  grpc::CompletionQueue queue;
  std::vector<std::unique_ptr<peers::Checks::Stub>> stubs;
  std::vector<Lane> lanes(static_cast<std::size_t>(connections) * depth);
  for (int number = 0; number < connections; ++number) stubs.push_back(Connect(words[1], number));
  for (std::size_t index = 0; index < lanes.size(); ++index) {
    lanes[index].stub = stubs[index % connections].get();
    lanes[index].request.set_identity(std::string(32, static_cast<char>(index)));
    lanes[index].Begin(&queue);
  }
  const Clock::time_point start = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                                     std::chrono::duration<double>(seconds / 10));
  const Clock::time_point end =
      start + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  std::vector<double> latencies;
  std::size_t running = lanes.size();
  void* tag = nullptr;
  bool ok = false;
  while (running > 0 && queue.Next(&tag, &ok)) {
    Lane* lane = static_cast<Lane*>(tag);
    const Clock::time_point now = Clock::now();
    if (!ok || !lane->status.ok() || !lane->reply.valid()) {
      std::fprintf(stderr, "client: a call failed: %s\n", lane->status.error_message().c_str());
      return 1;
    }
    if (now >= start && now < end) {
      latencies.push_back(std::chrono::duration<double, std::micro>(now - lane->begun).count());
    }
    if (now < end) {
      lane->Begin(&queue);
    } else {
      --running;
    }
  }
  if (latencies.empty()) {
    std::fprintf(stderr, "client: nothing was measured\n");
    return 1;
  }
  std::sort(latencies.begin(), latencies.end());
  std::printf(
      "{\"rate\": %.1f, \"p50\": %.1f, \"p99\": %.1f}\n", latencies.size() / seconds,
      latencies[latencies.size() / 2], latencies[latencies.size() * 99 / 100]);
  // Channels that end one by one take longer than the measurement.
  std::fflush(stdout);
  std::_Exit(0);
}
