package ai.valeo.erp.tributary.compose.prometheus;

/**
 * A page of metrics.
 *
 * @param job what kind of process serves it: {@code aggregator}, {@code central} or {@code edge}
 * @param address its host and port
 */
public record ScrapeTarget(String job, String address) {}
