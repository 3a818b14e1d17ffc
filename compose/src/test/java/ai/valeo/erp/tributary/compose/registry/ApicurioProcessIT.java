package ai.valeo.erp.tributary.compose.registry;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.compose.local.FreePorts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApicurioProcessIT {
  private static final String EMPTY_RECORD =
      "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"A\\\",\\\"fields\\\":[]}";
  private static final String WITH_FIELD =
      EMPTY_RECORD.replace("[]", "[{\\\"name\\\":\\\"x\\\",\\\"type\\\":\\\"int\\\"}]");

  @TempDir Path folder;

  @Test
  void shouldKeepSchemasAcrossAKillAndRefuseIncompatibleOnes() throws Exception {
    // given
    Path program = ApicurioDistribution.standard().obtain(progress -> {});
    try (ApicurioProcess first = ApicurioProcess.start(settings(program))) {
      assertThat(register(first, EMPTY_RECORD).statusCode()).isEqualTo(200);
      first.process().kill();
    }
    // when
    try (ApicurioProcess second = ApicurioProcess.start(settings(program))) {
      // then
      assertThat(register(second, WITH_FIELD).statusCode()).isEqualTo(409);
    }
  }

  private ApicurioProcess.Settings settings(Path program) {
    List<Integer> ports = FreePorts.find(2);
    return new ApicurioProcess.Settings(
        program, folder, ports.get(0), ports.get(1), "FULL_TRANSITIVE");
  }

  private static HttpResponse<String> register(ApicurioProcess registry, String schema)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/a-value/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"schema\":\"" + schema + "\"}"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
