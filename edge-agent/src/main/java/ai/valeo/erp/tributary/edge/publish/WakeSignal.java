package ai.valeo.erp.tributary.edge.publish;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes whoever waits for something to do; a signal given while nobody waits is kept. */
public final class WakeSignal {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition given = lock.newCondition();
  private long count;

  /** Gives the signal. */
  public void give() {
    lock.lock();
    try {
      count++;
      given.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How often it was given so far. */
  public long count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until it was given more often than {@code seen}.
   *
   * @return whether it was, within the time
   */
  public boolean await(long seen, long maxMs) throws InterruptedException {
    long leftNanos = TimeUnit.MILLISECONDS.toNanos(maxMs);
    lock.lockInterruptibly();
    try {
      while (count <= seen && leftNanos > 0) {
        leftNanos = given.awaitNanos(leftNanos);
      }
      return count > seen;
    } finally {
      lock.unlock();
    }
  }
}
