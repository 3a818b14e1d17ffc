package ai.valeo.erp.tributary.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.registry.RegistryException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachingSchemaRegistryTest {

  private static final Schema INT = Schema.create(Schema.Type.INT);
  private static final String INT_ANSWER = "{\"schema\":\"\\\"int\\\"\"}";
  private static final String UNKNOWN = "{\"error_code\":40403,\"message\":\"no\"}";

  @TempDir private Path folder;

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private StubServer server;

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldAskOnceForEachIdAndEachSchema() {
    // given
    server.answering(200, INT_ANSWER).answering(200, "{\"id\":9}");
    SchemaRegistry registry = registry();

    // when
    for (int i = 0; i < 3; i++) {
      assertThat(registry.schema(9)).isEqualTo(INT);
      assertThat(registry.register("a-value", INT)).isEqualTo(9);
    }

    // then
    assertThat(server.requests())
        .containsExactly("GET /schemas/ids/9", "POST /subjects/a-value/versions");
  }

  @Test
  void shouldServeFromDiskWhileTheRegistryIsAway() {
    // given
    server.answering(200, INT_ANSWER).answering(200, "{\"id\":9}");
    SchemaRegistry before = registry();
    before.schema(9);
    before.register("a-value", INT);
    server.close();

    // when: a new process
    SchemaRegistry after = registry();

    // then
    assertThat(after.schema(9)).isEqualTo(INT);
    assertThat(after.register("a-value", INT)).isEqualTo(9);
    assertThatThrownBy(() -> after.register("b-value", INT))
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.code()).isEqualTo(Code.UNAVAILABLE));
  }

  @Test
  void shouldLetTheRegistryCorrectTheDiskOnceItIsBack() {
    // given: 9 was the id; the registry is away, then back with another id
    server.answering(200, "{\"id\":9}").answering(503, "").answering(200, "{\"id\":12}");
    registry().register("a-value", INT);
    SchemaRegistry later = registry();

    // when, then
    assertThat(later.register("a-value", INT)).isEqualTo(9);
    assertThat(later.register("a-value", INT)).isEqualTo(9);
    assertThat(server.requests()).hasSize(2);
    pass(CachingSchemaRegistry.AWAY_MS);
    assertThat(later.register("a-value", INT)).isEqualTo(12);
    assertThat(later.register("a-value", INT)).isEqualTo(12);
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void shouldNotAskForAnUnknownIdAgainAtOnce() {
    // given
    server.answering(404, UNKNOWN).answering(200, INT_ANSWER);
    SchemaRegistry registry = registry();

    // when, then
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> registry.schema(9))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.isRecordAtFault()).isTrue());
    }
    assertThat(server.requests()).hasSize(1);
    pass(CachingSchemaRegistry.UNKNOWN_MS);
    assertThat(registry.schema(9)).isEqualTo(INT);
  }

  @Test
  void shouldRememberUnknownIdsAgainOnceAFloodOfThemIsOver() {
    // given: as many as are remembered, none of which is ever asked for again
    SchemaRegistry registry = registry();
    for (int id = 1; id <= CachingSchemaRegistry.MAX_UNKNOWN; id++) {
      int flood = id;
      server.answering(404, UNKNOWN);
      assertThatThrownBy(() -> registry.schema(flood)).isInstanceOf(RegistryException.class);
    }
    pass(CachingSchemaRegistry.UNKNOWN_MS);
    server.answering(404, UNKNOWN).answering(404, UNKNOWN);

    // when
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> registry.schema(9_999)).isInstanceOf(RegistryException.class);
    }

    // then
    assertThat(server.requests()).hasSize(CachingSchemaRegistry.MAX_UNKNOWN + 1);
  }

  @Test
  void shouldAskAnewForAnUnknownIdWhenToldTo() {
    // given
    server.answering(404, UNKNOWN).answering(200, INT_ANSWER);
    SchemaRegistry registry = registry();
    assertThatThrownBy(() -> registry.schema(9)).isInstanceOf(RegistryException.class);

    // when
    registry.askAnew(9);

    // then
    assertThat(registry.schema(9)).isEqualTo(INT);
  }

  @Test
  void shouldIgnoreDamagedFiles() throws IOException {
    // given
    server.answering(200, INT_ANSWER);
    registry().schema(9);
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.writeString(file, "{\"id\":9,\"sch");
      }
    }

    // when, then
    assertThat(registry().schema(9)).isEqualTo(INT);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void shouldNotUseWhatAnotherRegistrySaid() throws IOException {
    // given
    server.answering(200, INT_ANSWER);
    registry().schema(9);

    // when, then
    try (var other = new StubServer().answering(503, "")) {
      SchemaRegistry registry = registry(other);
      assertThatThrownBy(() -> registry.schema(9))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.code()).isEqualTo(Code.UNAVAILABLE));
    }
  }

  private void pass(long ms) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
  }

  private SchemaRegistry registry() {
    return registry(server);
  }

  private SchemaRegistry registry(StubServer stub) {
    var config = new HashMap<String, Object>(Map.of("schema.registry.url", stub.url()));
    config.put("max.retries", 0);
    RegistrySettings settings = RegistrySettings.from(config);
    var http = new HttpSchemaRegistry(settings);
    return new CachingSchemaRegistry(
        http, http.withoutRetries(), new SchemaFolder(folder, settings.urls()), nanos::get);
  }
}
