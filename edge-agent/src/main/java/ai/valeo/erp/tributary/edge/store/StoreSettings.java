package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import java.nio.file.Path;

/**
 * Where the store lies and whose it is.
 *
 * @param file the SQLite file; its folder is made if missing
 * @param node the node it belongs to
 */
public record StoreSettings(Path file, EdgeNodeId node) {

  /** The file that keeps a second process out. */
  Path lockFile() {
    return file.resolveSibling(file.getFileName() + ".lock");
  }
}
