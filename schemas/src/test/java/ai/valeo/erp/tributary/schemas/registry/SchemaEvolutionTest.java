package ai.valeo.erp.tributary.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every schema reads, and is read by, every version of it that was ever released. */
class SchemaEvolutionTest {

  private static final Path CURRENT = Path.of("avro");
  private static final Path HISTORY = Path.of("history");

  @ParameterizedTest
  @MethodSource("currentSchemas")
  void shouldFitEveryReleasedVersion(Schema schema) throws IOException {
    // given
    var released = new ArrayList<Schema>();
    for (Path version : releases()) {
      Schema former = schemas(version).get(schema.getFullName());
      if (former != null) {
        released.add(former);
      }
    }

    // when
    List<String> problems = Compatibility.FULL_TRANSITIVE.problems(schema, released);

    // then
    assertThat(problems).isEmpty();
  }

  @Test
  void shouldStillHaveEveryReleasedType() throws IOException {
    assertThat(releases()).isNotEmpty();
    for (Path version : releases()) {
      assertThat(schemas(CURRENT)).containsKeys(schemas(version).keySet().toArray(String[]::new));
    }
  }

  @ParameterizedTest
  @MethodSource("currentSchemas")
  void shouldSayWhatEveryTypeAndFieldMeans(Schema schema) {
    assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank();
    if (schema.getType() == Schema.Type.RECORD) {
      for (Schema.Field field : schema.getFields()) {
        assertThat(field.doc()).as("%s.%s", schema.getFullName(), field.name()).isNotBlank();
      }
    }
  }

  /** Named types within named types included. */
  static Stream<Schema> currentSchemas() throws IOException {
    return schemas(CURRENT).values().stream();
  }

  private static List<Path> releases() throws IOException {
    try (Stream<Path> folders = Files.list(HISTORY)) {
      return folders.filter(Files::isDirectory).sorted(SchemaEvolutionTest::byNumber).toList();
    }
  }

  private static int byNumber(Path one, Path other) {
    return Integer.compare(number(one), number(other));
  }

  private static int number(Path folder) {
    return Integer.parseInt(folder.getFileName().toString().substring(1));
  }

  private static Map<String, Schema> schemas(Path folder) throws IOException {
    var parser = new SchemaParser();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".avsc")).sorted().toList()) {
        parser.parse(file);
      }
    }
    var byName = new TreeMap<String, Schema>();
    parser.getParsedNamedSchemas().forEach(each -> byName.put(each.getFullName(), each));
    return byName;
  }
}
