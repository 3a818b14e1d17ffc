package ai.valeo.erp.tributary.graphql.gateway;

import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import ai.valeo.erp.tributary.graphql.schema.ErrorFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Errors of the centre as errors of ours: the same message, path and code; never a place. */
final class CentreErrors {

  private static final int MOST = 50;

  private CentreErrors() {}

  /** The errors below a root field. */
  static List<GraphQLError> of(JsonNode answer, String rootField) {
    return all(answer)
        .filter(error -> error.path("path").path(0).asText().equals(rootField))
        .map(CentreErrors::error)
        .toList();
  }

  /** The errors that belong to none of these root fields. */
  static List<GraphQLError> without(JsonNode answer, List<String> rootFields) {
    return all(answer)
        .filter(error -> !rootFields.contains(error.path("path").path(0).asText()))
        .map(CentreErrors::error)
        .toList();
  }

  /** The error where the centre said nothing at all of a root field. */
  static GraphQLError silent(String rootField) {
    return failed(rootField, "The centre gave no data");
  }

  /** An answer that is nothing but a refusal. */
  static JsonNode refusal(String code, String message) {
    ObjectNode error = JsonNodeFactory.instance.objectNode().put("message", message);
    error.putObject("extensions").put(ErrorFormat.CODE, code);
    return failure(JsonNodeFactory.instance.arrayNode().add(error));
  }

  /** An answer of errors alone. */
  static JsonNode failure(JsonNode errors) {
    return JsonNodeFactory.instance.objectNode().set("errors", errors);
  }

  /** The error where a change was sent to the centre and no answer came. */
  static GraphQLError unsure(String rootField) {
    return failed(
        rootField, "The centre was asked, and did not answer: it may or may not have done it");
  }

  private static GraphQLError failed(String rootField, String message) {
    return GraphqlErrorBuilder.newError()
        .message("%s", message)
        .path(List.of(rootField))
        .extensions(Map.of(ErrorFormat.CODE, ErrorCode.CENTRE_FAILED.name()))
        .build();
  }

  private static Stream<JsonNode> all(JsonNode answer) {
    var errors = new ArrayList<JsonNode>();
    answer.path("errors").forEach(errors::add);
    return errors.stream().limit(MOST);
  }

  private static GraphQLError error(JsonNode error) {
    var builder =
        GraphqlErrorBuilder.newError()
            .message("%s", error.path("message").asText("The centre gave no reason"))
            .extensions(
                Map.of(ErrorFormat.CODE, code(error.at("/extensions/code").asText()).name()));
    JsonNode path = error.path("path");
    if (path.isArray()) {
      var steps = new ArrayList<Object>(path.size());
      path.forEach(step -> steps.add(step.isInt() ? step.intValue() : step.asText()));
      builder.path(steps);
    }
    return builder.build();
  }

  /** A newer centre may know codes that this edge does not. */
  private static ErrorCode code(String name) {
    for (ErrorCode code : ErrorCode.values()) {
      if (code.name().equals(name)) {
        return code;
      }
    }
    return ErrorCode.CENTRE_FAILED;
  }
}
