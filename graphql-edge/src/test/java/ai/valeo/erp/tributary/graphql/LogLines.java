package ai.valeo.erp.tributary.graphql;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What a class logs at INFO and above while this is open. Any thread. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();
  private final Logger logger;

  private LogLines(Class<?> of) {
    logger = (Logger) LoggerFactory.getLogger(of);
    logger.setLevel(Level.INFO);
    start();
    logger.addAppender(this);
  }

  /** Listens from now on. */
  public static LogLines of(Class<?> logging) {
    return new LogLines(logging);
  }

  @Override
  protected void append(ILoggingEvent line) {
    lines.add(line);
  }

  /** Those of a level so far. */
  public List<ILoggingEvent> at(Level level) {
    return lines.stream().filter(line -> line.getLevel() == level).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(null);
  }
}
