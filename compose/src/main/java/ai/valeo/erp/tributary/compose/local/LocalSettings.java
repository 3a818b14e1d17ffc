package ai.valeo.erp.tributary.compose.local;

import java.nio.file.Path;

/**
 * What the one-machine run is asked for.
 *
 * @param data folder of everything it keeps
 * @param registry which schema registry it runs
 * @param ports where its parts listen
 * @param isSeparate whether broker, aggregator and centre are processes of their own
 * @param isSecure whether the centre asks for tokens
 * @param chapters how many chapters of the replay are played; all of them and more is no error
 */
public record LocalSettings(
    Path data,
    RegistryKind registry,
    Ports ports,
    boolean isSeparate,
    boolean isSecure,
    int chapters) {

  /** The schema registries there are. */
  public enum RegistryKind {
    /** Apicurio Registry, a child process. */
    APICURIO,
    /** The light one inside this process. */
    EMBEDDED
  }

  /**
   * Where the parts listen on loopback.
   *
   * @param kafka the broker
   * @param registry the schema registry
   * @param graphql the centre: GraphQL, metrics, health
   * @param metrics metrics and health of the aggregator and the nodes
   * @param issuer the development issuer, where tokens are asked for
   * @param edge the first office: its page and GraphQL
   */
  public record Ports(int kafka, int registry, int graphql, int metrics, int issuer, int edge) {
    /** Ports where the user names none. */
    public static final Ports USUAL = new Ports(9092, 8081, 4000, 9464, 9180, 4100);
  }

  /** Folder of one part. */
  Path folder(String part) {
    return data.resolve(part);
  }
}
