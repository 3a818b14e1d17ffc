package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import java.nio.file.Path;

/**
 * Where the store lies and whose it is.
 *
 * @param file the SQLite file; its folder is made if missing
 * @param node the node it belongs to
 * @param limits how large it may become
 */
public record StoreSettings(Path file, EdgeNodeId node, Limits limits) {

  /**
   * How large the store may become.
   *
   * @param maxBytes what its contents may take before captures are refused; 0 = no limit
   * @param minFreeBytes free space on the disk below which captures are refused
   */
  public record Limits(long maxBytes, long minFreeBytes) {

    /** No limits. */
    public static final Limits NONE = new Limits(0, 0);
  }

  /** A store without limits. */
  public StoreSettings(Path file, EdgeNodeId node) {
    this(file, node, Limits.NONE);
  }

  /** The file that keeps a second process out. */
  Path lockFile() {
    return file.resolveSibling(file.getFileName() + ".lock");
  }
}
