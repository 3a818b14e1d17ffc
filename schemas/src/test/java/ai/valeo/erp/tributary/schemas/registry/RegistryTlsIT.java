package ai.valeo.erp.tributary.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.registry.RegistryException.Code;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTlsIT {

  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;

  @Test
  void shouldTrustAndBeTrustedByKeyStores() throws Exception {
    // given: a server that asks for the client's certificate
    Path store = keyStore();
    Map<String, Object> config =
        Map.of(
            "schema.registry.ssl.keystore.location",
            store.toString(),
            "schema.registry.ssl.keystore.password",
            PASSWORD,
            "schema.registry.ssl.keystore.type",
            "PKCS12",
            "schema.registry.ssl.truststore.location",
            store.toString(),
            "schema.registry.ssl.truststore.password",
            PASSWORD,
            "schema.registry.ssl.truststore.type",
            "PKCS12");
    SSLContext context = Objects.requireNonNull(SslConfig.read(config));
    HttpsServer server = server(context);

    try (var registry = client(server, config)) {
      // when, then
      assertThat(registry.schema(1).toString()).isEqualTo("\"int\"");
    }
    try (var stranger = client(server, Map.of())) {
      assertThatThrownBy(() -> stranger.schema(1))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.code()).isEqualTo(Code.UNAVAILABLE));
    } finally {
      server.stop(0);
    }
  }

  private static SchemaRegistry client(HttpsServer server, Map<String, ?> more) {
    var config = new HashMap<String, Object>(more);
    config.put("schema.registry.url", "https://localhost:" + server.getAddress().getPort());
    config.put("max.retries", 0);
    return SchemaRegistry.from(config);
  }

  private static HttpsServer server(SSLContext context) throws Exception {
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters params) {
            SSLParameters parameters = context.getDefaultSSLParameters();
            parameters.setNeedClientAuth(true);
            params.setSSLParameters(parameters);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = "{\"schema\":\"\\\"int\\\"\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    return server;
  }

  private Path keyStore() throws Exception {
    Path store = folder.resolve("store.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    run(
        keytool,
        "-genkeypair",
        "-alias",
        "me",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost",
        "-validity",
        "2",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD);
    // A key entry is no trust anchor: the certificate has to stand in the store by itself too.
    Path certificate = folder.resolve("me.crt");
    run(
        keytool,
        "-exportcert",
        "-alias",
        "me",
        "-file",
        certificate.toString(),
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD);
    run(
        keytool,
        "-importcert",
        "-noprompt",
        "-alias",
        "trusted",
        "-file",
        certificate.toString(),
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD);
    return store;
  }

  private static void run(Path keytool, String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(keytool.toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
  }
}
