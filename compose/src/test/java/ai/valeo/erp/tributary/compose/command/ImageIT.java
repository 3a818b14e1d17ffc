package ai.valeo.erp.tributary.compose.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.valeo.erp.tributary.compose.local.BrokerSettings;
import ai.valeo.erp.tributary.compose.local.EmbeddedBroker;
import ai.valeo.erp.tributary.compose.local.FreePorts;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image, built by a Docker of its own on a base image made of this machine's JDK, as no image
 * can be loaded everywhere. Needs root and Debian's docker.io; about a minute and 1.5 GB, hence
 * only with {@code -Dtest.args=-Dtributary.docker=true}.
 */
final class ImageIT {
  private static final String SIZE_AND_ORIGIN = "{{.Size}} {{.CreatedBy}}";
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final String IMAGE = "tributary:test";

  @TempDir(cleanup = CleanupMode.NEVER)
  static Path folder;

  private static Process daemon;

  @BeforeAll
  static void build() throws Exception {
    assumeTrue(
        Boolean.getBoolean("tributary.docker"),
        "skipped: the image is only built with -Dtest.args=-Dtributary.docker=true");
    assumeTrue(
        Files.isExecutable(Path.of("/usr/sbin/dockerd")) && isRoot(),
        "skipped: needs root and dockerd (Debian: apt-get install docker.io)");
    startDaemon();
    Path archive = folder.resolve("base.tar");
    Process base =
        new ProcessBuilder(
                "src/test/docker/base-image.sh",
                System.getProperty("java.home"),
                folder.resolve("root").toString())
            .redirectOutput(archive.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(base.waitFor()).isZero();
    docker("import", "--change", "ENV PATH=/opt/java/bin", archive.toString(), "base:test");
    docker("build", "--build-arg", "JAVA_IMAGE=base:test", "-t", IMAGE, ".");
  }

  @AfterAll
  static void stop() throws Exception {
    if (daemon != null) {
      daemon.destroy();
      if (!daemon.waitFor(60, TimeUnit.SECONDS)) {
        daemon.destroyForcibly();
      }
      new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
    }
  }

  @Test
  void shouldSayItsVersionAsNobodyInParticular() throws Exception {
    assertThat(docker("run", "--rm", "--network", "host", IMAGE, "version"))
        .startsWith("tributary ")
        .contains("Kafka 4.", "Java ")
        .doesNotContain("unpacked");
    assertThat(docker("image", "inspect", "-f", "{{.Config.User}}", IMAGE).strip())
        .isEqualTo("10001:10001");
  }

  @Test
  void shouldShareTheLibrariesAmongImagesOfDifferentCommits() throws Exception {
    // given layers from the base up: libraries, options, our jars, data
    List<String> sizes =
        docker("history", "--human=false", "--no-trunc", "--format", SIZE_AND_ORIGIN, IMAGE)
            .lines()
            .filter(line -> line.contains("COPY"))
            .toList();
    // then what changes with every commit is small
    assertThat(sizes).hasSize(4);
    assertThat(sizes.get(1)).contains("/opt/tributary/app/");
    assertThat(Long.parseLong(sizes.get(1).split(" ", 2)[0])).isLessThan(10_000_000);
    assertThat(sizes.get(3)).contains("/opt/tributary/lib/");
  }

  @Test
  void shouldRunAnAggregatorThatSaysItIsWell() throws Exception {
    // given
    int port = FreePorts.find(1).getFirst();
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(BrokerSettings.onFreePort(folder.resolve("broker")));
        EmbeddedRegistry registry = EmbeddedRegistry.inMemory()) {
      // when, as compose.yaml starts it
      List<String> run =
          new ArrayList<>(List.of("run", "-d", "--name", "aggregator", "--network", "host"));
      run.addAll(List.of("--read-only", "--tmpfs", "/tmp:exec", "--cap-drop", "ALL"));
      run.addAll(List.of("--security-opt", "no-new-privileges:true"));
      variable(run, "TRIBUTARY_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
      variable(run, "TRIBUTARY_SCHEMA_REGISTRY_URL", registry.url());
      variable(run, "TRIBUTARY_AGGREGATOR_HTTP_PORT", String.valueOf(port));
      variable(run, "TRIBUTARY_AGGREGATOR_STATE_DIR", "/var/lib/tributary/aggregator");
      variable(run, "TRIBUTARY_HEALTH_URL", "http://127.0.0.1:" + port + "/health/ready");
      run.addAll(List.of(IMAGE, "aggregator"));
      docker(run.toArray(String[]::new));
      // then
      await()
          .atMost(LONG)
          .pollInterval(Duration.ofSeconds(1))
          .failFast(ImageIT::checkIsRunning)
          .until(() -> state("{{.State.Health.Status}}").equals("healthy"));
      // and SIGTERM ends it cleanly: 143 is what the JVM says after it
      docker("stop", "-t", "60", "aggregator");
      assertThat(state("{{.State.ExitCode}}")).isIn("0", "143");
      docker("rm", "-v", "aggregator");
    }
  }

  private static void variable(List<String> line, String name, String value) {
    line.addAll(List.of("-e", name + "=" + value));
  }

  private static void checkIsRunning() throws Exception {
    assertThat(state("{{.State.Running}}")).as(docker("logs", "aggregator")).isEqualTo("true");
  }

  private static String state(String format) throws Exception {
    return docker("inspect", "-f", format, "aggregator").strip();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void startDaemon() throws Exception {
    daemon =
        new ProcessBuilder(
                "/usr/sbin/dockerd",
                "--iptables=false",
                "--bridge=none",
                "--data-root=" + folder.resolve("data"),
                "--exec-root=" + folder.resolve("exec"),
                "--pidfile=" + folder.resolve("pid"),
                "--host=unix://" + folder.resolve("sock"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("dockerd.log").toFile())
            .start();
    await()
        .atMost(Duration.ofMinutes(1))
        .failFast("see " + folder.resolve("dockerd.log"), () -> !daemon.isAlive())
        .until(() -> Files.exists(folder.resolve("sock")) && run("version").code() == 0);
  }

  /** What a docker command prints; fails if it fails. */
  private static String docker(String... arguments) throws IOException, InterruptedException {
    Ended ended = run(arguments);
    assertThat(ended.code()).as("docker %s: %s", List.of(arguments), ended.printed()).isZero();
    return ended.printed();
  }

  private record Ended(int code, String printed) {}

  private static Ended run(String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("/usr/bin/docker"));
    line.addAll(List.of("--host", "unix://" + folder.resolve("sock")));
    line.addAll(List.of(arguments));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), printed);
  }
}
