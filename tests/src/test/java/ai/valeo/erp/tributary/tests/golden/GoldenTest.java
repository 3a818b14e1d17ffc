package ai.valeo.erp.tributary.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.tests.model.CoreState;
import ai.valeo.erp.tributary.tests.model.TestTypes;
import ai.valeo.erp.tributary.topology.core.MergeContext;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import ai.valeo.erp.tributary.topology.core.intake.TypeLookup;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every folder of {@code golden} holds a story of mutations in {@code input.json} and what must
 * come of them in {@code expected.json}. {@code -Dgolden.update=true} writes the latter anew; its
 * diff is to be read.
 */
final class GoldenTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @TestFactory
  Stream<DynamicTest> shouldTellTheSameStory() throws IOException {
    return folders().stream()
        .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> run(folder)));
  }

  @Test
  void shouldHoldScenariosForEveryRule() throws IOException {
    assertThat(folders()).hasSizeGreaterThanOrEqualTo(30);
  }

  private static List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(FOLDER)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static void run(Path folder) throws IOException {
    String actual = play(JSON.readTree(folder.resolve("input.json").toFile()));
    Path expected = folder.resolve("expected.json");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(expected, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(expected));
  }

  private static String play(JsonNode scenario) throws IOException {
    TypeLookup types = types();
    MergeContext context = MergeContext.of(types, 1, "0-1");
    var state = new CoreState();
    var writer = new OutcomeWriter();
    for (Received received : new ScenarioReader().read(scenario)) {
      writer.add(received.mutation().id(), state.take(received, context));
    }
    return OutcomeWriter.pretty(writer.finish(state, types));
  }

  private static TypeLookup types() {
    Map<String, EntityType> types = new HashMap<>(TestTypes.all());
    EntityTypes.bundled().all().forEach(type -> types.put(type.name(), type));
    return types::get;
  }
}
