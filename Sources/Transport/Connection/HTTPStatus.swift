/// The statuses the server answers by itself, and the reason phrases of those services use.
enum HTTPStatus: Int {
  case badRequest = 400
  case unauthorized = 401
  case notFound = 404
  case methodNotAllowed = 405
  case requestTimeout = 408
  case contentTooLarge = 413
  case unsupportedMediaType = 415
  case expectationFailed = 417
  case headerFieldsTooLarge = 431
  case notImplemented = 501
  case serviceUnavailable = 503

  /// What a person reads who meets this answer; empty where clients expect no body.
  var explanation: StaticString {
    switch self {
    case .badRequest: "This is not a valid HTTP request.\n"
    case .unauthorized: ""
    case .notFound: "There is nothing at this path.\n"
    case .methodNotAllowed: "This path takes other methods; the Allow header names them.\n"
    case .requestTimeout: "The request did not arrive in time. Try again.\n"
    case .contentTooLarge: "The request body is larger than this server takes.\n"
    case .unsupportedMediaType: "Send the body without a content encoding.\n"
    case .expectationFailed: "The only expectation this server meets is 100-continue.\n"
    case .headerFieldsTooLarge: "The request has more or longer header fields than this server takes.\n"
    case .notImplemented: "The only transfer encoding this server takes is chunked.\n"
    case .serviceUnavailable: "The server is busy. Try again in a few seconds.\n"
    }
  }

  /// The reason phrase of any status (RFC 9110, section 15); empty when there is none.
  static func reason(of status: Int) -> StaticString {
    switch status {
    case 200: "OK"
    case 202: "Accepted"
    case 204: "No Content"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 413: "Content Too Large"
    case 415: "Unsupported Media Type"
    case 417: "Expectation Failed"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    default: ""
    }
  }
}
