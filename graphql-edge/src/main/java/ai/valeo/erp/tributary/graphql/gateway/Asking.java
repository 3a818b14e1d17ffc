package ai.valeo.erp.tributary.graphql.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What is needed to answer fields of the centre.
 *
 * @param client asks it
 * @param streams what it tells by itself
 * @param cache keeps its answers
 * @param meters counts
 */
record Asking(CentreClient client, CentreStreams streams, AnswerCache cache, MeterRegistry meters) {

  void count(String use) {
    Counter.builder(GatewayMetric.ANSWERS.id())
        .description(GatewayMetric.ANSWERS.meaning())
        .tag("cache", use)
        .register(meters)
        .increment();
  }
}
