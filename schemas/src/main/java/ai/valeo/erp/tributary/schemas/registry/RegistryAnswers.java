package ai.valeo.erp.tributary.schemas.registry;

import ai.valeo.erp.tributary.schemas.registry.RegistryException.Code;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Tells from a registry's answer what it means. */
final class RegistryAnswers {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RegistryAnswers() {}

  static JsonNode read(RegistryRequest request, int status, String body) {
    JsonNode answer = parse(body);
    if (status >= 200 && status < 300) {
      if (answer.isMissingNode()) {
        throw new RegistryException(Code.UNEXPECTED, what(request, status) + " without JSON");
      }
      return answer;
    }
    String message = answer.path("message").asText("no message");
    throw new RegistryException(
        code(request, status, answer.path("error_code").asInt()),
        what(request, status) + ": " + message);
  }

  private static Code code(RegistryRequest request, int status, int errorCode) {
    // Only Confluent's own code says that an id or subject is unknown: a plain 404 may come from a
    // proxy or from a wrong base path, and must never make a record look corrupt.
    return switch (errorCode) {
      case 40401 -> Code.UNKNOWN_SUBJECT;
      case 40402 -> Code.UNKNOWN_VERSION;
      case 40403 -> request.method().equals("GET") ? Code.UNKNOWN_SCHEMA : Code.NOT_REGISTERED;
      case 409 -> Code.INCOMPATIBLE;
      case 42201 -> Code.INVALID_SCHEMA;
      default -> byStatus(status);
    };
  }

  private static Code byStatus(int status) {
    return switch (status) {
      case 401, 403 -> Code.REFUSED;
      case 408, 429 -> Code.UNAVAILABLE;
      case 409 -> Code.INCOMPATIBLE;
      default -> status >= 500 ? Code.UNAVAILABLE : Code.UNEXPECTED;
    };
  }

  private static String what(RegistryRequest request, int status) {
    return request.method() + " " + request.path() + " answered " + status;
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
