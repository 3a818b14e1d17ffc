package ai.valeo.erp.tributary.graphql.app;

import static ai.valeo.erp.tributary.graphql.Patience.patiently;

import ai.valeo.erp.tributary.graphql.NoLags;
import ai.valeo.erp.tributary.graphql.peer.PeerSettings;
import ai.valeo.erp.tributary.graphql.view.AvroReaders;
import ai.valeo.erp.tributary.graphql.view.RateMeter;
import ai.valeo.erp.tributary.graphql.view.StreamsViewStores;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstancesTest {

  @TempDir Path stateDir;

  @Test
  void shouldGoOnLookingAfterTheOthersWhateverFailsOnce() {
    // given an application whose tasks change while its copies are measured
    try (EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
        AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", registry.url()));
        var streams = new Moving(stateDir)) {
      CentralSettings settings = settings(registry);
      PeerSettings peers = Objects.requireNonNull(settings.peers());
      var around =
          new Instances.Surroundings(
              new StreamsViewStores(),
              AvroReaders.all(serdes, settings.topics().names(), settings.topics().entityTypes()),
              new RateMeter(() -> 0),
              new NoLags());
      try (var instances = new Instances(settings, peers, around, new SimpleMeterRegistry())) {
        instances.attach(streams, Map.of());

        // when
        instances.start();

        // then
        patiently().until(() -> streams.measured.get() > 2);
      }
    }
  }

  private CentralSettings settings(EmbeddedRegistry registry) {
    return CentralSettings.of(
        Map.of(
            "kafka.bootstrap.servers", "localhost:1",
            "schema.registry.url", registry.url(),
            "central.state.dir", stateDir.toString(),
            "central.peers.host", "127.0.0.1",
            "central.peers.port", Integer.toString(FreePort.find())));
  }

  /** Never started; another instance is there, where nobody answers. */
  private static final class Moving extends KafkaStreams {
    private final AtomicInteger measured = new AtomicInteger();

    Moving(Path stateDir) {
      super(topology(), properties(stateDir));
    }

    private static Topology topology() {
      return new Topology().addSource("source", "topic");
    }

    private static Properties properties(Path stateDir) {
      var properties = new Properties();
      properties.put("application.id", "moving");
      properties.put("bootstrap.servers", "localhost:1");
      properties.put("state.dir", stateDir.toString());
      return properties;
    }

    @Override
    public Map<String, Map<Integer, LagInfo>> allLocalStorePartitionLags() {
      if (measured.incrementAndGet() == 1) {
        throw new ConcurrentModificationException("on purpose");
      }
      return Map.of();
    }

    @Override
    public Collection<StreamsMetadata> metadataForAllStreamsClients() {
      return List.of(new Other());
    }
  }

  private static final class Other implements StreamsMetadata {
    @Override
    public HostInfo hostInfo() {
      return new HostInfo(host(), port());
    }

    @Override
    public Set<String> stateStoreNames() {
      return Set.of();
    }

    @Override
    public Set<TopicPartition> topicPartitions() {
      return Set.of();
    }

    @Override
    public Set<TopicPartition> standbyTopicPartitions() {
      return Set.of();
    }

    @Override
    public Set<String> standbyStateStoreNames() {
      return Set.of();
    }

    @Override
    public String host() {
      return "127.0.0.1";
    }

    @Override
    public int port() {
      return 1;
    }
  }
}
