package ai.valeo.erp.tributary.edge.outbox;

import java.util.List;

/** What became of drafts that belong together on this node. */
public sealed interface BatchResult {

  /** All are captured, in one local transaction; the list has the order of the drafts. */
  record AllCaptured(List<CaptureResult.Captured> captured) implements BatchResult {
    /** Copies. */
    public AllCaptured {
      captured = List.copyOf(captured);
    }
  }

  /**
   * None is captured.
   *
   * @param index place of the first draft that was refused, from 0
   * @param refused why
   */
  record NoneCaptured(int index, CaptureResult.Refused refused) implements BatchResult {}
}
