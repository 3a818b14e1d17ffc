package ai.valeo.erp.tributary.graphql.security;

import ai.valeo.erp.tributary.graphql.schema.AccessSink;
import ai.valeo.erp.tributary.graphql.schema.DataRule.PersonalRead;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who read which personal data: one line for each entity an answer shows, on a log of
 * its own, which can be sent elsewhere and kept longer. Values are never in it. Any thread.
 */
final class AccessLog implements AccessSink {

  /** Name of the log. */
  static final String NAME = "tributary.access";

  private static final Logger log = LoggerFactory.getLogger(NAME);

  private final SecurityMeters meters;

  AccessLog(SecurityMeters meters) {
    this.meters = meters;
  }

  @Override
  public void read(GraphRequest request, Collection<PersonalRead> reads) {
    Map<Whose, SortedSet<String>> byEntity = new LinkedHashMap<>();
    for (PersonalRead read : reads) {
      byEntity
          .computeIfAbsent(new Whose(read.entityType(), read.entityId()), first -> new TreeSet<>())
          .addAll(read.attributes());
    }
    byEntity.forEach((whose, attributes) -> {
      meters.read(whose.entityType);
      log.atInfo()
          .addKeyValue("subject", request.caller().identity().subject())
          .addKeyValue("entityType", whose.entityType)
          .addKeyValue("entityId", whose.entityId)
          .addKeyValue("attributes", String.join(",", attributes))
          .addKeyValue("requestId", request.id())
          .log("Personal data read");
    });
  }

  private record Whose(String entityType, String entityId) {}
}
