package ai.valeo.erp.tributary.compose.local;

import java.io.PrintWriter;

/**
 * Where the run speaks to the user: lines that stay, and one that is written over on a terminal.
 *
 * <p>Threading: any thread.
 */
public final class Screen {
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean isTerminal;
  private boolean isLive;

  /**
   * A screen.
   *
   * @param out where to write
   * @param isTerminal whether lines can be written over
   */
  public Screen(PrintWriter out, boolean isTerminal) {
    this.out = out;
    this.isTerminal = isTerminal;
  }

  /** Whether lines can be written over. */
  public boolean isTerminal() {
    return isTerminal;
  }

  /** A line that stays. */
  public synchronized void say(String line) {
    if (isLive) {
      out.print(CLEAR);
      isLive = false;
    }
    out.println(line);
    out.flush();
  }

  /** The line that is written over by the next one; on paper it stays as well. */
  public synchronized void live(String line) {
    if (isTerminal) {
      out.print(CLEAR + line);
      isLive = true;
    } else {
      out.println(line);
    }
    out.flush();
  }
}
