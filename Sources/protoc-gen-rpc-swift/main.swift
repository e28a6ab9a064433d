// main.swift: protoc-gen-rpc-swift. Reads a CodeGeneratorRequest, writes a CodeGeneratorResponse. What is wrong with a
// .proto goes into the response, as protoc wants it; a request that can't be read is exit status 1.

internal import Glibc

signal(SIGPIPE, SIG_IGN)
guard let input = StandardStreams.readAll(from: STDIN_FILENO), let request = PluginRequest(input) else {
  let hint = "protoc-gen-rpc-swift: this is a plugin; protoc runs it, with --rpc-swift_out=c_module=NAME:DIR\n"
  _ = StandardStreams.writeAll([UInt8](hint.utf8), to: STDERR_FILENO)
  exit(1)
}
let response: PluginResponse
do throws(Refusal) {
  response = .files(try request.generate())
} catch {
  response = .error(error.message)
}
exit(StandardStreams.writeAll(response.encoded(), to: STDOUT_FILENO) ? 0 : 1)
