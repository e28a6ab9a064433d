// warehouse.mock.pb.swift: mocks of the services of warehouse.proto. Don't edit: run scripts/generate.
// By protoc-gen-rpc-swift 3 (protoc 3.21.12, protobuf-c 1.4.1).
// swift-format-ignore-file

public import TokenRPCTesting
public import TokenWire
public import Warehouse

/// A `WarehouseService` for tests: each method does what its closure says, and fails UNIMPLEMENTED without one.
/// Everything may be used from any thread.
public final class WarehouseServiceMock: WarehouseService {
  private struct Mocked {
    let put = UnaryMock<PutRequest, PutReply>(WarehouseServiceMethods.put)
    let list = StreamMock<ListRequest, Thing>(WarehouseServiceMethods.list)
  }

  private let mocked = Mocked()

  public init() {}

  /// What `Put` answers or throws.
  public var onPut: UnaryMock<PutRequest, PutReply>.Body? {
    get { mocked.put.body }
    set { mocked.put.body = newValue }
  }

  /// The calls of `Put` so far, the first one first.
  public var putCalls: [MockCall<PutRequest>] { mocked.put.calls }

  public func put(_ message: PutRequest, _ call: UnaryCall<PutReply>) {
    mocked.put.take(message, call)
  }

  /// What `List` sends or throws.
  public var onList: StreamMock<ListRequest, Thing>.Body? {
    get { mocked.list.body }
    set { mocked.list.body = newValue }
  }

  /// The calls of `List` so far, the first one first.
  public var listCalls: [MockCall<ListRequest>] { mocked.list.calls }

  public func list(_ message: ListRequest, _ call: StreamCall<Thing>) {
    mocked.list.take(message, call)
  }
}
