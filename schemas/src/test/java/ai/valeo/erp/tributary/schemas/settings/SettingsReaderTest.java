package ai.valeo.erp.tributary.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.valeo.erp.tributary.schemas.settings.Setting.Whole;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys and values become settings, or every problem is named. */
final class SettingsReaderTest {

  private static final Map<String, String> LEAST =
      Map.of("kafka.bootstrap.servers", "k:9092", "schema.registry.url", "http://r:8081");

  private enum Key implements SettingKey {
    NAME(Setting.text("mill.name", "", "Its name.")),
    WHEELS(Setting.whole("mill.wheels", 2, new Whole(1, 4), "Wheels.")),
    STOP_MS(Setting.whole("mill.stop.ms", 50, new Whole(0, 1_000), "Time to stop.")),
    GRAINS(Setting.text("mill.grains", "rye", "What it grinds, by comma.")),
    LIT(Setting.flag("mill.lit", true, "Whether it is lit.")),
    DRIVE(Setting.oneOf("mill.drive", List.of("water", "wind"), "What drives it.")),
    LOCK(Setting.whole("mill.lock.secret", 0, new Whole(0, 9_999), "Number of its lock."));

    private final Setting setting;

    Key(Setting setting) {
      this.setting = setting;
    }

    @Override
    public Setting setting() {
      return setting;
    }
  }

  private static SettingsReader reader(Map<String, String> given) {
    var all = new HashMap<>(LEAST);
    all.putAll(given);
    return new SettingsReader(List.of(Key.values()), all, "mill.near.");
  }

  private static List<String> problems(SettingsReader reader) {
    return catchThrowableOfType(SettingsException.class, reader::finish).problems();
  }

  @Test
  void shouldTakeDefaultsWhereNothingIsSaid() {
    // given
    SettingsReader reader = reader(Map.of());

    // when / then
    assertThat(reader.text(Key.NAME)).isEmpty();
    assertThat(reader.whole(Key.WHEELS)).isEqualTo(2);
    assertThat(reader.ms(Key.STOP_MS)).isEqualTo(Duration.ofMillis(50));
    assertThat(reader.list(Key.GRAINS)).containsExactly("rye");
    assertThat(reader.flag(Key.LIT)).isTrue();
    assertThat(reader.text(Key.DRIVE)).isEqualTo("water");
    reader.finish();
  }

  @Test
  void shouldReadWhatIsSaidWithoutSpacesAroundIt() {
    // given
    SettingsReader reader =
        reader(
            Map.of(
                "mill.wheels", " 4 ",
                "mill.grains", "oats,, wheat ",
                "mill.lit", "false",
                "mill.drive", "wind"));

    // when / then
    assertThat(reader.number(Key.WHEELS)).isEqualTo(4);
    assertThat(reader.list(Key.GRAINS)).containsExactly("oats", "wheat");
    assertThat(reader.flag(Key.LIT)).isFalse();
    assertThat(reader.text(Key.DRIVE)).isEqualTo("wind");
    reader.finish();
  }

  @Test
  void shouldNameEveryProblemAtOnceAndGoOnWithTheDefaults() {
    // given
    var reader =
        new SettingsReader(
            List.of(Key.values()),
            Map.of(
                "mill.wheels", "5",
                "mill.stop.ms", "soon",
                "mill.lit", "yes",
                "mill.drive", "steam",
                "mill.colour", "red"));

    // when
    int wheels = reader.whole(Key.WHEELS);
    Duration stop = reader.ms(Key.STOP_MS);
    boolean isLit = reader.flag(Key.LIT);
    String drive = reader.text(Key.DRIVE);
    reader.required(Key.NAME);
    reader.matching(Key.GRAINS, "[a-q]+", "letters up to q");

    // then
    assertThat(List.of(wheels, stop, isLit, drive))
        .isEqualTo(List.of(2, Duration.ofMillis(50), true, "water"));
    assertThat(problems(reader))
        .containsExactlyInAnyOrder(
            "mill.colour: unknown key",
            "mill.wheels: 5 (expected: a whole number from 1 to 4)",
            "mill.stop.ms: soon (expected: a whole number from 0 to 1000)",
            "mill.lit: yes (expected: true or false)",
            "mill.drive: steam (expected: water or wind)",
            "mill.name: missing",
            "mill.grains: rye (expected: letters up to q)",
            "kafka.bootstrap.servers: missing",
            "schema.registry.url: missing");
  }

  @Test
  void shouldPassClientPropertiesOn() {
    // given
    SettingsReader reader =
        reader(
            Map.of(
                "kafka.linger.ms", "5",
                "serde.value.serializer", "a.B",
                "schema.registry.ssl.protocol", "TLS",
                "mill.near.village", "Lee"));

    // when / then
    assertThat(reader.kafka()).containsEntry("linger.ms", "5").hasSize(2);
    assertThat(reader.registry())
        .containsEntry("value.serializer", "a.B")
        .containsEntry("schema.registry.ssl.protocol", "TLS")
        .hasSize(3);
    assertThat(reader.passed("mill.near.")).containsOnly(Map.entry("village", "Lee"));
    reader.finish();
  }

  @Test
  void shouldNotShowSecrets() {
    // given
    SettingsReader reader = reader(Map.of("mill.lock.secret", "hunter2"));

    // when
    reader.number(Key.LOCK);

    // then
    assertThat(problems(reader))
        .containsExactly("mill.lock.secret: *** (expected: a whole number from 0 to 9999)");
    assertThat(
            Secrets.hide(
                Map.of(
                    "sasl.jaas.config", "hunter2",
                    "ssl.keystore.PASSWORD", "hunter2",
                    "basic.auth.user.info", "hunter2",
                    "schema.registry.url", "http://me:hunter2@r:8081,http://you:hunter2@s",
                    "linger.ms", "5")))
        .containsExactly(
            Map.entry("basic.auth.user.info", "***"),
            Map.entry("linger.ms", "5"),
            Map.entry("sasl.jaas.config", "***"),
            Map.entry("schema.registry.url", "http://***@r:8081,http://***@s"),
            Map.entry("ssl.keystore.PASSWORD", "***"));
  }

  @Test
  void shouldRefuseADefaultThatIsNoneOfTheValues() {
    assertThatThrownBy(() -> Setting.whole("mill.wheels", 9, new Whole(1, 4), "Wheels."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mill.wheels: default 9 (expected: a whole number from 1 to 4)");
  }

  @Test
  void shouldMakeALineOfTheTable() {
    assertThat(Key.WHEELS.tableRow()).isEqualTo("| `mill.wheels` | 1 to 4 | `2` | Wheels. |");
    assertThat(Key.NAME.tableRow()).isEqualTo("| `mill.name` | text |  | Its name. |");
  }

  @Test
  void shouldLookAtThePropertiesOfKafkaBeforeAnythingStarts() {
    // given
    SettingsReader reader =
        reader(
            Map.of(
                "kafka.security.protocol", "SASL_SSL",
                "kafka.ssl.truststore.location", "/nowhere/trust.p12",
                "kafka.request.timeout.ms", "soon"));

    // when / then
    assertThat(problems(reader))
        .containsExactlyInAnyOrder(
            "kafka.request.timeout.ms: Invalid value soon for configuration request.timeout.ms:"
                + " Not a number of type INT",
            "kafka.ssl.truststore.location: /nowhere/trust.p12 (expected: a file)",
            "kafka.sasl.jaas.config: missing");
  }
}
