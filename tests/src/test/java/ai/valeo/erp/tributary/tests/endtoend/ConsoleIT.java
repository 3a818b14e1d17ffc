package ai.valeo.erp.tributary.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.graphql.Browsers;
import ai.valeo.erp.tributary.graphql.NpmFolder;
import ai.valeo.erp.tributary.graphql.app.CentralServer;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console in a real browser, over a real centre with an aggregator and an edge node. The steps
 * and what they expect stand in {@code console.mjs} among the browser's scripts of graphql-edge.
 */
class ConsoleIT {

  private static final Path SCRIPTS =
      Path.of("..", "graphql-edge", "src", "test", "npm", "browser");

  @TempDir Path folder;

  @Test
  void shouldServeTheOperator() throws Exception {
    // given
    String browser = Browsers.installed();
    NpmFolder npm = NpmFolder.installed(SCRIPTS, "browser");
    try (var rig = new CentreRig(folder.resolve("broker"))) {
      Topics topics = rig.newTopics();
      var desk = new CentreDesk(rig, topics, folder);
      poison(rig, topics);
      desk.whileDeciding(() -> {
        try (CentralServer centre = desk.centre(Duration.ofSeconds(20));
            EdgeNode node = rig.node("seattle", folder, topics)) {
          node.start();

          // when
          NpmFolder.Output output =
              npm.run(
                  "node",
                  "console.mjs",
                  "http://127.0.0.1:" + centre.port(),
                  browser,
                  folder.resolve("profile").toString(),
                  System.getProperty("tributary.pictures", ""));

          // then
          assertThat(output.exitCode()).as(output.text()).isZero();
          assertThat(output.text()).contains("all steps done");
        }
      });
    }
  }

  /** A record that nobody can read. */
  private static void poison(CentreRig rig, Topics topics) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", rig.bootstrap()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      byte[] garbage = "no mutation".getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(topics.mutations(), "Product:p7", garbage)).get();
    }
  }
}
