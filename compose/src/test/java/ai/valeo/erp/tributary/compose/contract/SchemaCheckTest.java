package ai.valeo.erp.tributary.compose.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.compose.contract.SubjectReport.State;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.catalog.TopicContract;
import ai.valeo.erp.tributary.schemas.registry.Compatibility;
import ai.valeo.erp.tributary.schemas.registry.ReleasedSchemas;
import ai.valeo.erp.tributary.schemas.registry.SchemaRegistry;
import ai.valeo.erp.tributary.schemas.registry.SchemaText;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SchemaCheckTest {
  private static final String PRODUCTS = "tributary.entities.product.v1-value";

  private final SchemaCheck check =
      new SchemaCheck(TopicContract.all(Topics.standard(), EntityTypes.bundled()));
  private final EmbeddedRegistry server = EmbeddedRegistry.inMemory();
  private final SchemaRegistry registry =
      SchemaRegistry.from(Map.of("schema.registry.url", server.url()));

  @AfterEach
  void close() {
    registry.close();
    server.close();
  }

  @Test
  void shouldRegisterEverySchemaOnce() {
    // when
    List<SubjectReport> first = check.register(registry);
    List<SubjectReport> second = check.register(registry);
    // then
    assertThat(first).extracting(SubjectReport::state).containsOnly(State.ADDED);
    assertThat(second).extracting(SubjectReport::state).containsOnly(State.REGISTERED);
    assertThat(second).extracting(SubjectReport::versions).containsOnly(1);
    assertThat(second).allMatch(report -> report.id() > 0);
    assertThat(registry.compatibility(PRODUCTS)).isEqualTo(Compatibility.FULL_TRANSITIVE);
  }

  @Test
  void shouldFitAnEmptyRegistryAndAllReleases() {
    assertThat(check.against(registry)).allMatch(SubjectReport::isWell).hasSize(12);
    assertThat(check.against(ReleasedSchemas.in(Path.of("../schemas/history"))))
        .allMatch(SubjectReport::isWell)
        .allMatch(report -> report.versions() > 0);
  }

  @Test
  void shouldTellWhatIsIncompatibleAndLeaveItAlone() {
    // given
    Schema foreign =
        SchemaText.parse(
            """
            {"type": "record", "name": "Product", "namespace": "ai.valeo.erp.tributary.entity",
             "fields": [{"name": "id", "type": "int"}]}\
            """);
    registry.register(PRODUCTS, foreign);
    // when
    SubjectReport report = of(check.register(registry));
    // then
    assertThat(report.state()).isEqualTo(State.INCOMPATIBLE);
    assertThat(report.problems()).isNotEmpty();
    assertThat(registry.latest(PRODUCTS).version()).isEqualTo(1);
  }

  @Test
  void shouldTellAWeakerRule() {
    // given
    check.register(registry);
    registry.setCompatibility(PRODUCTS, Compatibility.NONE);
    // when
    SubjectReport found = of(check.against(registry));
    // then
    assertThat(found.problems()).singleElement().asString().contains("NONE", "FULL_TRANSITIVE");
    assertThat(of(check.register(registry)).isWell()).isTrue();
  }

  private static SubjectReport of(List<SubjectReport> reports) {
    return reports.stream().filter(each -> each.subject().equals(PRODUCTS)).findAny().orElseThrow();
  }
}
