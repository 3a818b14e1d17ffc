package ai.valeo.erp.tributary.topology.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoliciesTest {

  @TempDir Path folder;

  @Test
  void shouldFindStrategiesOfOnesOwnOnTheClassPath() throws IOException {
    // given
    writeType("longer-text");

    // when
    AggregatorSettings settings = AggregatorSettings.of(given());

    // then
    assertThat(settings.policies().strategies().names()).containsExactly("longer-text");
    assertThat(settings.policies().types().type("Note")).isNotNull();
  }

  @Test
  void shouldRefuseAPolicyThatCannotWork() throws IOException {
    // given
    writeType("loudest");

    // then
    assertThatThrownBy(() -> AggregatorSettings.of(given()))
        .asInstanceOf(type(SettingsException.class))
        .satisfies(refused ->
            assertThat(refused.problems())
                .singleElement()
                .asString()
                .startsWith("merge policy Note.text: ")
                .contains("loudest"));
  }

  @Test
  void shouldRefuseAFolderThatIsNotThere() {
    assertThatThrownBy(() -> AggregatorSettings.of(given(folder.resolve("missing"))))
        .asInstanceOf(type(SettingsException.class))
        .satisfies(refused ->
            assertThat(refused.problems()).singleElement().asString().startsWith("types.folder: "));
  }

  @Test
  void shouldSayWhichBundledPoliciesDependOnOrder() {
    // given
    Policies policies = Policies.load(Path.of(""));

    // then
    assertThat(policies.problems()).isEmpty();
    assertThat(policies.dependOnOrder())
        .anySatisfy(line -> assertThat(line).startsWith("InventoryItem.quantity: "))
        .anySatisfy(line -> assertThat(line).startsWith("Customer.creditLimit: "));
  }

  private Map<String, String> given() {
    return given(folder);
  }

  private static Map<String, String> given(Path types) {
    return Map.of(
        "kafka.bootstrap.servers", "localhost:1",
        "schema.registry.url", "http://localhost:1",
        "types.folder", types.toString());
  }

  private void writeType(String strategy) throws IOException {
    Files.writeString(
        folder.resolve("note.avsc"),
        """
        {"type": "record", "name": "Note", "fields": [
          {"name": "id", "type": "string", "meta": "id"},
          {"name": "version", "type": "long", "meta": "version"},
          {"name": "at", "type": "long", "meta": "hlcMs"},
          {"name": "atCounter", "type": "int", "meta": "hlcCounter"},
          {"name": "by", "type": "string", "meta": "mutationId"},
          {"name": "text", "type": "string", "default": "", "merge": "%s"}]}
        """
            .formatted(strategy));
  }
}
