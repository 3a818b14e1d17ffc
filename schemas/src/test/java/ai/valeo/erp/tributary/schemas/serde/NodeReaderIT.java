package ai.valeo.erp.tributary.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.catalog.EntityCodec;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Another implementation of registry client and wire format reads what ours wrote. */
class NodeReaderIT {

  private static final Path SOURCE = Path.of("src", "test", "npm");
  private static final Path FOLDER = Path.of("target", "npm");
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "decode.js");
  private static final long TIMEOUT_S = 180;

  private static final EmbeddedRegistry REGISTRY = EmbeddedRegistry.inMemory();
  private static final AvroSerdes SERDES =
      AvroSerdes.of(Map.of("schema.registry.url", REGISTRY.url()));

  /** What the other implementation made of a record. */
  private record Answer(JsonNode json, byte[] writtenAgain) {}

  @BeforeAll
  static void install() throws Exception {
    Files.createDirectories(FOLDER);
    boolean changed = false;
    for (String name : FILES) {
      Path copy = FOLDER.resolve(name);
      if (!Files.exists(copy) || Files.mismatch(SOURCE.resolve(name), copy) != -1) {
        Files.copy(SOURCE.resolve(name), copy, StandardCopyOption.REPLACE_EXISTING);
        changed = true;
      }
    }
    Path done = FOLDER.resolve("installed");
    if (changed || !Files.exists(done)) {
      Files.deleteIfExists(done);
      int exit = exitOf("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
      assumeTrue(exit == 0, "npm cannot install the other reader, see target/npm/install.log");
      Files.createFile(done);
    }
  }

  @AfterAll
  static void close() {
    SERDES.close();
    REGISTRY.close();
  }

  @Test
  void shouldBeReadByNode() throws Exception {
    // given
    byte[] mutation = SERDES.serializer(Mutation.class).serialize("m", Samples.mutation());
    EntityTypes types = EntityTypes.bundled();
    EntityCodec codec = types.codec(Objects.requireNonNull(types.type("Product")));
    int id = SERDES.idFor("p-value", codec.schema());
    byte[] product = WireFormat.frame(id, codec.encode(Samples.product()));

    // when
    List<Answer> answers = ask(List.of(mutation, product));

    // then
    JsonNode first = answers.get(0).json();
    assertThat(first.path("edgeNodeId").asText()).isEqualTo("köln#2");
    assertThat(first.path("sequence").asLong()).isEqualTo(7);
    assertThat(first.path("hlcMs").asLong()).isEqualTo(1_763_700_000_123L);
    assertThat(first.path("changes")).hasSize(3);
    assertThat(answers.get(0).writtenAgain()).isEqualTo(mutation);
    JsonNode second = answers.get(1).json();
    assertThat(second.path("name").asText()).isEqualTo("Queso Cabrales");
    assertThat(second.path("version").asLong()).isEqualTo(5);
    assertThat(answers.get(1).writtenAgain()).isEqualTo(product);
  }

  private static List<Answer> ask(List<byte[]> records) throws Exception {
    Process node =
        new ProcessBuilder("node", "decode.js", REGISTRY.url())
            .directory(FOLDER.toFile())
            .redirectError(FOLDER.resolve("decode.log").toFile())
            .start();
    try (var input = node.outputWriter(StandardCharsets.US_ASCII)) {
      for (byte[] record : records) {
        input.write(Base64.getEncoder().encodeToString(record) + "\n");
      }
    }
    var answers = new ArrayList<Answer>();
    try (var output = node.inputReader(StandardCharsets.UTF_8)) {
      var json = new ObjectMapper();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        byte[] again = Base64.getDecoder().decode(output.readLine());
        answers.add(new Answer(json.readTree(line), again));
      }
    }
    assertThat(node.waitFor(TIMEOUT_S, TimeUnit.SECONDS)).isTrue();
    assertThat(node.exitValue()).isZero();
    return answers;
  }

  private static int exitOf(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(FOLDER.resolve("install.log").toFile())
              .start();
      if (process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      return -1;
    } catch (IOException e) {
      return -2; // there is no such program here
    }
  }
}
