package ai.valeo.erp.tributary.compose.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedBrokerIT {
  private static final String TOPIC = "kept";

  @TempDir Path folder;

  @Test
  void shouldKeepCommittedRecordsWhenItStartsAgainOnTheSameFolder() throws Exception {
    // given
    int port;
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.onFreePort(folder))) {
      port = broker.port();
      createTopic(broker);
      writeInOneTransaction(broker, "first", "second");
    }
    // when
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(folder, port))) {
      // then
      assertThat(broker.port()).isEqualTo(port);
      assertThat(readCommitted(broker, 2)).containsExactly("first", "second");
    }
  }

  @Test
  void shouldRefuseAFolderThatAnotherBrokerUses() {
    // given
    try (EmbeddedBroker first = EmbeddedBroker.start(BrokerSettings.onFreePort(folder))) {
      assertThat(first.bootstrapServers()).startsWith("127.0.0.1:");
      // when, then
      assertThatThrownBy(() -> EmbeddedBroker.start(BrokerSettings.onFreePort(folder)))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining(folder.toString());
    }
  }

  @Test
  void shouldRefuseAPortThatIsTaken() {
    // given
    try (EmbeddedBroker first = EmbeddedBroker.start(BrokerSettings.onFreePort(folder))) {
      BrokerSettings samePort = new BrokerSettings(folder.resolve("other"), first.port());
      // when, then
      assertThatThrownBy(() -> EmbeddedBroker.start(samePort))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("port: " + first.port());
    }
  }

  @Test
  void shouldWaitForAPortThatAConnectionHolds() throws Exception {
    // given a client that looked for the broker and found itself
    int port = FreePorts.find(1).getFirst();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Socket lost = new Socket();
    lost.setSoLinger(true, 0); // its port is free as soon as it is closed
    lost.bind(address);
    lost.connect(address);
    assertThat(FreePorts.isFree(port)).isFalse();

    // when
    var start = new FutureTask<>(() -> EmbeddedBroker.start(new BrokerSettings(folder, port)));
    Thread starting = Thread.ofPlatform().start(start);
    awaitSleep(starting);
    lost.close();

    // then
    try (EmbeddedBroker broker = start.get()) {
      assertThat(broker.port()).isEqualTo(port);
      createTopic(broker);
    }
  }

  /** It waits for the port, or has ended, which the test then finds. */
  private static void awaitSleep(Thread thread) {
    while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void shouldRunTransactionsOfTheSecondVersion() throws Exception {
    // given
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.onFreePort(folder));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      // when
      var features = admin.describeFeatures().featureMetadata().get().finalizedFeatures();
      // then
      assertThat(features)
          .hasEntrySatisfying(
              "transaction.version",
              version -> assertThat(version.maxVersionLevel()).isEqualTo((short) 2));
    }
  }

  private static void createTopic(EmbeddedBroker broker) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      NewTopic topic = new NewTopic(TOPIC, Optional.of(1), Optional.of((short) 1));
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  private static void writeInOneTransaction(EmbeddedBroker broker, String... values)
      throws Exception {
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (String value : values) {
        producer.send(new ProducerRecord<>(TOPIC, value)).get();
      }
      producer.commitTransaction();
    }
  }

  private static List<String> readCommitted(EmbeddedBroker broker, int count) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<String> read = new ArrayList<>();
      for (int polls = 0; polls < 100 && read.size() < count; polls++) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          read.add(record.value());
        }
      }
      return read;
    }
  }
}
