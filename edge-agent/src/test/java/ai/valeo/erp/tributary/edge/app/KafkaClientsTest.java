package ai.valeo.erp.tributary.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {

  @Test
  void shouldFixWhatTheOrderOfMutationsNeeds() {
    // given somebody who wants it otherwise
    Map<String, String> keys = new HashMap<>(EdgeSettingsTest.least());
    keys.put("kafka.max.in.flight.requests.per.connection", "5");
    keys.put("kafka.enable.idempotence", "false");
    keys.put("kafka.acks", "1");
    keys.put("kafka.retries", "0");
    keys.put("kafka.delivery.timeout.ms", "1000");

    // when
    Map<String, Object> config = new KafkaClients(EdgeSettings.of(keys)).producerConfig();

    // then
    assertThat(config)
        .containsEntry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1)
        .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
        .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
        .containsEntry(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE)
        .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
  }
}
