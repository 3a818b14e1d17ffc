package ai.valeo.erp.tributary.compose.bench;

/**
 * What the centre's GraphQL is measured with.
 *
 * @param watching its subscribers
 * @param seconds how long subscribers and lag are measured
 * @param requests point queries measured; a quarter as many lists
 * @param lagRate changes a second while the lag of the views is measured
 */
public record GraphQlLoad(Watching watching, int seconds, int requests, int lagRate) {

  /**
   * Subscribers.
   *
   * @param subscribers how many
   * @param fanOut how many of them watch the same stock item
   * @param changesPerSecond changes a second, over all watched items in turn
   */
  public record Watching(int subscribers, int fanOut, int changesPerSecond) {}
}
