package ai.valeo.erp.tributary.graphql.peer;

/**
 * Where an instance can be asked.
 *
 * @param name its address or name
 * @param port its port
 */
public record Host(String name, int port) {

  /** As {@code application.server} wants it. */
  @Override
  public String toString() {
    return name + ':' + port;
  }
}
