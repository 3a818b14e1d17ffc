package ai.valeo.erp.tributary.graphql.schema;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLSchema;
import graphql.schema.diff.DiffEvent;
import graphql.schema.diff.SchemaDiff;
import graphql.schema.diff.SchemaDiffSet;
import graphql.schema.diff.reporting.CapturingReporter;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A change that breaks clients of the last release must be announced: a line in the part of
 * CHANGELOG.md that is not released yet which begins with {@code - Breaking:} and names its place
 * in backticks. At a release {@code -Dreleased.update=true} makes the present schemas the released
 * ones.
 */
class SchemaChangesTest {

  private static final Path RELEASED = Path.of("src/test/resources/released");
  private static final Path CHANGELOG = Path.of("..", "CHANGELOG.md");
  private static final String MARK = "- Breaking:";

  @Test
  void shouldAnnounceWhatBreaksClientsOfTheCentre() throws IOException {
    assertAnnounced("central.graphqls", CentralSchema.sdl(), CentralSchema::definitions);
  }

  @Test
  void shouldAnnounceWhatBreaksClientsOfTheEdge() throws IOException {
    assertAnnounced("edge.graphqls", EdgeSchema.sdl(), EdgeSchema::definitions);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          orderNumber: String!               | orderNo: String!             | Order.orderNumber
          price: Money                       | price: String                | Product.price
          name: String!                      | name: String                 | Product.name
          SHIPPED                            | SENT                         | OrderStatus.SHIPPED
          order("Identity of the order." id: ID!) | order("Identity of the order." id: ID!, year: Int!) | Query.order
          images: [Image!]!                  | images: [String!]!           | Product.images
          """)
  void shouldFindWhatBreaks(String before, String after, String place) {
    // given
    String sdl = CentralSchema.sdl();
    assertThat(sdl).contains(before);
    String changed = sdl.replace(before, after);

    // when / then
    assertThat(breaks(sdl, changed, CentralSchema::definitions)).containsKey(place);
  }

  @Test
  void shouldLetASchemaGrow() {
    // given
    String sdl = CentralSchema.sdl();
    String grown =
        sdl.replace("type Image ", "type New { a: Int }\ntype Image ")
            .replace("  \"Pictures.\"", "  more(\"How.\" how: Int): New\n  \"Pictures.\"");
    assertThat(grown).isNotEqualTo(sdl);

    // when / then
    assertThat(breaks(sdl, grown, CentralSchema::definitions)).isEmpty();
  }

  private static void assertAnnounced(
      String name, String present, Function<String, TypeDefinitionRegistry> read)
      throws IOException {
    Path file = RELEASED.resolve(name);
    if (Boolean.getBoolean("released.update")) {
      Files.writeString(file, present);
    }
    Map<String, String> breaks = breaks(Files.readString(file), present, read);
    String announced = announced();
    breaks.keySet().removeIf(place -> announced.contains('`' + place + '`'));
    assertThat(breaks).as("breaking changes without a line `%s`", MARK).isEmpty();
  }

  /** What breaks, by its place. */
  private static Map<String, String> breaks(
      String before, String after, Function<String, TypeDefinitionRegistry> read) {
    CapturingReporter found = new CapturingReporter();
    new SchemaDiff()
        .diffSchema(
            SchemaDiffSet.diffSetFromIntrospection(
                schema(read.apply(before)), schema(read.apply(after))),
            found);
    Map<String, String> breaks = new TreeMap<>();
    for (DiffEvent event : found.getBreakages()) {
      breaks.put(place(event), event.getReasonMsg());
    }
    return breaks;
  }

  private static String place(DiffEvent event) {
    List<String> components = event.getComponents();
    String last = components.isEmpty() ? "" : "." + components.getLast();
    String field = event.getFieldName();
    return event.getTypeName() + (field == null ? last : "." + field);
  }

  private static GraphQLSchema schema(TypeDefinitionRegistry definitions) {
    return UnExecutableSchemaGenerator.makeUnExecutableSchema(definitions);
  }

  private static String announced() throws IOException {
    String log = Files.readString(CHANGELOG);
    int begin = log.indexOf("## Unreleased");
    int end = log.indexOf("\n## ", begin + 1);
    return log.substring(begin, end < 0 ? log.length() : end)
        .lines()
        .filter(line -> line.startsWith(MARK))
        .collect(joining("\n"));
  }
}
