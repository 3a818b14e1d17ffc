package ai.valeo.erp.tributary.graphql.http;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.schema.CentralSchema;
import ai.valeo.erp.tributary.graphql.schema.QueryLimits;
import ai.valeo.erp.tributary.graphql.security.Role;
import ai.valeo.erp.tributary.graphql.security.TestIssuer;
import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.language.StringValue;
import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLDirectiveContainer;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every root field of the centre that asks for a right does, whatever it is called with. */
class EveryRightTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final GraphQLSchema SCHEMA = CentralSchema.build(wiring -> wiring);

  @TempDir private static Path stateDir;

  private static TestIssuer issuer;
  private static GraphBench bench;

  @BeforeAll
  static void open() {
    issuer = new TestIssuer();
    bench = new GraphBench(stateDir, QueryLimits.standard(), 100, issuer.settings());
  }

  @AfterAll
  static void close() {
    bench.close();
    issuer.close();
  }

  /** A root field, and how it is asked for. */
  record Root(String name, String operation, boolean asksForScopes) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Root> guarded() {
    return Stream.of(
            Objects.requireNonNull(SCHEMA.getQueryType()),
            Objects.requireNonNull(SCHEMA.getMutationType()),
            Objects.requireNonNull(SCHEMA.getSubscriptionType()))
        .flatMap(root ->
            root.getFieldDefinitions().stream()
                .filter(field -> isGuarded(field) || isGuarded(shown(field)))
                .map(field -> root(root, field)));
  }

  private static Root root(GraphQLObjectType type, GraphQLFieldDefinition field) {
    String arguments =
        field.getArguments().stream()
            .filter(one -> GraphQLTypeUtil.isNonNull(one.getType()))
            .map(one -> one.getName() + ": " + literal(one.getType()))
            .collect(joining(", ", "(", ")"));
    return new Root(
        type.getName() + "." + field.getName(),
        type.getName().toLowerCase(Locale.ROOT)
            + " { "
            + field.getName()
            + (arguments.equals("()") ? "" : arguments)
            + (shown(field) instanceof GraphQLFieldsContainer ? " { __typename }" : "")
            + " }",
        asksForScopes(field) || asksForScopes(shown(field)));
  }

  private static @Nullable GraphQLType shown(GraphQLFieldDefinition field) {
    return GraphQLTypeUtil.unwrapAll(field.getType());
  }

  private static boolean isGuarded(@Nullable Object part) {
    return asksForScopes(part)
        || (part instanceof GraphQLDirectiveContainer one
            && one.hasAppliedDirective("authenticated"));
  }

  private static boolean asksForScopes(@Nullable Object part) {
    return part instanceof GraphQLDirectiveContainer one
        && one.hasAppliedDirective("requiresScopes");
  }

  /** Some value of a type. */
  private static String literal(GraphQLType type) {
    return switch (type) {
      case GraphQLNonNull must -> literal(must.getWrappedType());
      case GraphQLList list -> "[" + literal(list.getWrappedType()) + "]";
      case GraphQLEnumType words -> words.getValues().getFirst().getName();
      case GraphQLInputObjectType input ->
          input.getFields().stream()
              .filter(field -> GraphQLTypeUtil.isNonNull(field.getType()))
              .map(field -> field.getName() + ": " + literal(field.getType()))
              .collect(joining(", ", "{", "}"));
      case GraphQLNamedType scalar ->
          switch (scalar.getName()) {
            case "Int", "Long", "Float" -> "1";
            case "Boolean" -> "true";
            case "DateTime" -> "\"2026-11-21T10:00:00Z\"";
            case "Money" -> "\"1.00 EUR\"";
            case "_Any" -> "{__typename: \"Order\", id: \"1\"}";
            default -> "\"1\"";
          };
      default -> throw new IllegalArgumentException(type.toString());
    };
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void shouldBeAskedFor(Root root) throws Exception {
    // when
    String unknown = ask(root.operation, null);
    String known = ask(root.operation, issuer.token(claims -> claims.claim("roles", List.of())));

    // then
    assertThat(unknown).as(root.operation).contains("\"UNAUTHENTICATED\"");
    if (root.asksForScopes) {
      assertThat(known).as(root.operation).contains("\"FORBIDDEN\"");
    } else {
      assertThat(known).as(root.operation).doesNotContain("UNAUTHENTICATED", "FORBIDDEN");
    }
  }

  @Test
  void shouldBeGivenByARole() {
    // given
    Set<String> asked = new TreeSet<>();
    for (GraphQLNamedType type : SCHEMA.getAllTypesAsList()) {
      if (type instanceof GraphQLObjectType object) {
        asked.addAll(scopes(object));
        object.getFieldDefinitions().forEach(field -> asked.addAll(scopes(field)));
      }
    }

    // then
    assertThat(asked).isNotEmpty().isSubsetOf(Role.ADMIN.scopes());
  }

  private static List<String> scopes(GraphQLDirectiveContainer part) {
    GraphQLAppliedDirective directive = part.getAppliedDirective("requiresScopes");
    if (directive == null) {
      return List.of();
    }
    var argument = Objects.requireNonNull(directive.getArgument("scopes"));
    return ((List<?>) Objects.requireNonNull(argument.getValue()))
        .stream()
            .flatMap(list -> ((List<?>) list).stream())
            .map(scope -> scope instanceof StringValue text ? text.getValue() : "" + scope)
            .toList();
  }

  /** The first line of the answer that tells something. */
  private static String ask(String operation, @Nullable String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(bench.uri("/graphql"))
            .header("content-type", "application/json")
            .header("accept", "text/event-stream")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("query", operation))));
    if (token != null) {
      request.header("authorization", "Bearer " + token);
    }
    HttpResponse<Stream<String>> answer = bench.open(request);
    try (Stream<String> lines = answer.body()) {
      return lines.filter(line -> line.contains("{")).findFirst().orElse("");
    }
  }
}
