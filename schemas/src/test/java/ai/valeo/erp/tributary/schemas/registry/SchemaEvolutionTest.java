package ai.valeo.erp.tributary.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every schema reads, and is read by, every version of it that was ever released. */
class SchemaEvolutionTest {

  private static final Path CURRENT = Path.of("avro");
  private static final ReleasedSchemas RELEASED = ReleasedSchemas.in(Path.of("history"));

  @ParameterizedTest
  @MethodSource("currentSchemas")
  void shouldFitEveryReleasedVersion(Schema schema) {
    // given
    List<Schema> released = RELEASED.versions(schema.getFullName());

    // when
    List<String> problems = Compatibility.FULL_TRANSITIVE.problems(schema, released);

    // then
    assertThat(problems).isEmpty();
  }

  @Test
  void shouldStillHaveEveryReleasedType() {
    assertThat(RELEASED.releases()).isNotEmpty();
    for (var release : RELEASED.releases()) {
      assertThat(ReleasedSchemas.schemas(CURRENT))
          .containsKeys(release.keySet().toArray(String[]::new));
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
  static Stream<Schema> currentSchemas() {
    return ReleasedSchemas.schemas(CURRENT).values().stream();
  }
}
