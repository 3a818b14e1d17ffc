package ai.valeo.erp.tributary.compose.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Runs another main class and ends the JVM when the parent process is gone, however it went: then
 * the pipe that is our standard input closes. Uses nothing but the JDK, so that it can stand in
 * front of any program.
 */
public final class ParentWatch {
  private static final int ORPHANED = 3;

  private ParentWatch() {}

  /**
   * Starts watching, then the program.
   *
   * @param arguments the main class, then its arguments
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread watch = new Thread(ParentWatch::haltAtEndOfInput, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
  }

  private static void haltAtEndOfInput() {
    try (InputStream input = System.in) {
      input.transferTo(OutputStream.nullOutputStream()); // nobody writes; only the end matters
    } catch (IOException e) {
      // a broken pipe means the same as its end
    }
    Runtime.getRuntime().halt(ORPHANED);
  }
}
