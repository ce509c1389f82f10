package io.gridwright.emulator.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ListenerTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final NioEventLoopGroup loops =
      new NioEventLoopGroup(1, new DefaultThreadFactory("listener-test", true));

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  private Listener listen(InetSocketAddress address) throws IOException {
    return Listener.open(
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel connection) {}
                }),
        address);
  }

  /** Without the wait for the next select most rounds find the kernel still listening. */
  @RepeatedTest(50)
  void theKernelHasThePortBackWhenCloseReturns() throws IOException {
    Listener listener = listen(ANY_PORT);
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port());
    listener.close();

    assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
        .isInstanceOf(IOException.class);
    try (ServerSocket next = new ServerSocket()) {
      next.bind(address);
      assertThat(next.isBound()).isTrue();
    }
  }

  @Test
  void namesTheAddressThatIsTaken() throws IOException {
    Listener first = listen(ANY_PORT);
    InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), first.port());

    assertThatThrownBy(() -> listen(taken))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(":" + first.port())
        .hasCauseInstanceOf(IOException.class);
    first.close();
  }

  @Test
  void closesThoughItsLoopHasEnded() throws Exception {
    Listener listener = listen(ANY_PORT);
    int port = listener.port();
    loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();

    listener.close();

    try (ServerSocket next = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(next.isBound()).isTrue();
    }
  }
}
