package ai.valeo.erp.tributary.tests.endtoend;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a node and its broker and cuts the way at a chosen moment of the first request
 * that carries a mutation. It reads Kafka's framing and puts its own port where the broker tells
 * its own. Any thread.
 */
final class CuttingProxy implements AutoCloseable {

  /** When the way is cut. */
  enum Moment {
    NEVER,
    BEFORE_SEND,
    HALF_SENT,
    BEFORE_ACK,
    AFTER_ACK
  }

  private static final short PRODUCE = 0;
  private static final byte[] MUTATION = "InventoryItem:".getBytes(StandardCharsets.UTF_8);
  private static final byte[] HOST = "127.0.0.1".getBytes(StandardCharsets.UTF_8);

  private final ServerSocket server;
  private final int target;
  private final boolean isKafka;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Moment moment = Moment.NEVER;
  private volatile boolean isCut;

  private CuttingProxy(int target, boolean isKafka) {
    this.target = target;
    this.isKafka = isKafka;
    try {
      server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  static CuttingProxy ofBroker(int port) {
    return new CuttingProxy(port, true);
  }

  /** Of anything else: passes bytes on. */
  static CuttingProxy plain(int port) {
    return new CuttingProxy(port, false);
  }

  int port() {
    return server.getLocalPort();
  }

  void cutAt(Moment when) {
    moment = when;
  }

  /** Closes every connection and takes no new one. */
  void cut() {
    isCut = true;
    open.forEach(CuttingProxy::closeQuietly);
    open.clear();
  }

  boolean isCut() {
    return isCut;
  }

  void mend() {
    moment = Moment.NEVER;
    isCut = false;
  }

  @Override
  public void close() {
    cut();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (isCut) {
          client.close();
        } else {
          connect(client);
        }
      } catch (IOException e) {
        // closed, or the broker is not there: the client sees a closed connection
      }
    }
  }

  private void connect(Socket client) throws IOException {
    open.add(client);
    Socket broker;
    try {
      broker = new Socket(InetAddress.getByName("127.0.0.1"), target);
    } catch (IOException e) {
      closeQuietly(client);
      throw e;
    }
    open.add(broker);
    var watched = ConcurrentHashMap.<Integer>newKeySet();
    Thread.ofVirtual().start(() -> pump(client, broker, () -> forward(client, broker, watched)));
    Thread.ofVirtual().start(() -> pump(client, broker, () -> answer(broker, client, watched)));
  }

  private interface Pump {
    void run() throws IOException;
  }

  private void pump(Socket client, Socket broker, Pump pump) {
    try {
      pump.run();
    } catch (IOException e) {
      // either side has gone
    } finally {
      closeQuietly(client);
      closeQuietly(broker);
      open.remove(client);
      open.remove(broker);
    }
  }

  private void forward(Socket from, Socket to, Set<Integer> watched) throws IOException {
    if (!isKafka) {
      from.getInputStream().transferTo(to.getOutputStream());
      return;
    }
    var in = new DataInputStream(from.getInputStream());
    var out = new DataOutputStream(to.getOutputStream());
    while (true) {
      byte[] frame = in.readNBytes(in.readInt());
      var head = ByteBuffer.wrap(frame);
      boolean isMutation = head.getShort(0) == PRODUCE && indexOf(frame, MUTATION, 0) >= 0;
      if (isMutation && moment == Moment.BEFORE_SEND) {
        cut();
        return;
      }
      out.writeInt(frame.length);
      if (isMutation && moment == Moment.HALF_SENT) {
        out.write(frame, 0, frame.length / 2);
        out.flush();
        cut();
        return;
      }
      if (isMutation) {
        watched.add(head.getInt(4));
      }
      out.write(frame);
      out.flush();
    }
  }

  private void answer(Socket from, Socket to, Set<Integer> watched) throws IOException {
    if (!isKafka) {
      from.getInputStream().transferTo(to.getOutputStream());
      return;
    }
    var in = new DataInputStream(from.getInputStream());
    var out = new DataOutputStream(to.getOutputStream());
    while (true) {
      byte[] frame = in.readNBytes(in.readInt());
      boolean isAck = watched.remove(ByteBuffer.wrap(frame).getInt(0));
      if (isAck && moment == Moment.BEFORE_ACK) {
        cut();
        return;
      }
      redirect(frame);
      out.writeInt(frame.length);
      out.write(frame);
      out.flush();
      if (isAck && moment == Moment.AFTER_ACK) {
        cut();
        return;
      }
    }
  }

  private void redirect(byte[] frame) {
    var buffer = ByteBuffer.wrap(frame);
    for (int at = indexOf(frame, HOST, 0); at >= 0; at = indexOf(frame, HOST, at + 1)) {
      int place = at + HOST.length;
      if (place + Integer.BYTES <= frame.length && buffer.getInt(place) == target) {
        buffer.putInt(place, port());
      }
    }
  }

  private static int indexOf(byte[] bytes, byte[] wanted, int from) {
    for (int at = from; at <= bytes.length - wanted.length; at++) {
      int same = 0;
      while (same < wanted.length && bytes[at + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return at;
      }
    }
    return -1;
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is of no use any more
    }
  }
}
