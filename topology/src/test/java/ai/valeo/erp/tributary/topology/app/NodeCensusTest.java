package ai.valeo.erp.tributary.topology.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.convert.FlowCodec;
import ai.valeo.erp.tributary.topology.convert.Wire;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class NodeCensusTest {

  @Test
  void shouldNotKeepItsConnectionsWhenNoBrokerAnswers() {
    // given
    var consumer =
        new MockConsumer<byte[], byte[]>("latest") {
          @Override
          public synchronized List<PartitionInfo> partitionsFor(String topic) {
            throw new TimeoutException("no broker");
          }
        };
    try (EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
        Wire wire =
            Wire.open(
                Map.of("schema.registry.url", registry.url()),
                Topics.standard(),
                EntityTypes.bundled())) {
      FlowCodec codec = wire.flow();

      // when / then: it is tried again every few seconds, for as long as the broker is away
      assertThatThrownBy(() -> new NodeCensus(consumer, codec, "edge-nodes"))
          .isInstanceOf(TimeoutException.class);
      assertThat(consumer.closed()).isTrue();
    }
  }
}
