package io.gridwright.emulator.guest.balancer;

import io.gridwright.emulator.guest.address.Ipv4;
import io.gridwright.emulator.guest.balancer.HaproxyText.Address;
import io.gridwright.emulator.guest.balancer.ProxyPlan.Frontend;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The requests of one client's connection to the small proxy. */
final class ProxyExchange extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final int CONNECT_MILLIS = 2000;
  private static final int LARGEST_BODY = 16 << 20;

  private final SmallProxy proxy;
  private final Ipv4 client;
  private final Address address;
  private final Optional<Frontend> established;

  ProxyExchange(SmallProxy proxy, Ipv4 client, Address address, Optional<Frontend> established) {
    super(false);
    this.proxy = proxy;
    this.client = client;
    this.address = address;
    this.established = established;
  }

  /** A request on its way, with the members that it could not be connected to. */
  private record Errand(
      ChannelHandlerContext context,
      FullHttpRequest request,
      ProxyPool pool,
      Optional<String> cookie,
      boolean keepAlive,
      Set<ProxyMember> failed) {}

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    String host = Optional.ofNullable(request.headers().get(HttpHeaderNames.HOST)).orElse("");
    boolean keepAlive = HttpUtil.isKeepAlive(request) && proxy.listens(address);
    Optional<ProxyPool> pool = proxy.pool(address, host, established);
    if (pool.isEmpty()) {
      request.release();
      unavailable(context);
      return;
    }
    request.headers().add("X-Forwarded-For", client.toString());
    request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    Optional<String> cookie = pool.get().backend().cookie().flatMap(name -> valueOf(request, name));
    context.channel().config().setAutoRead(false);
    dispatch(new Errand(context, request, pool.get(), cookie, keepAlive, new HashSet<>()));
  }

  private void dispatch(Errand errand) {
    Optional<ProxyMember> member = errand.pool().choose(client, errand.cookie(), errand.failed());
    if (member.isEmpty()) {
      errand.request().release();
      unavailable(errand.context());
      return;
    }
    proxy.network().wires().work().execute(() -> connect(errand, member.get()));
  }

  private void connect(Errand errand, ProxyMember member) {
    Optional<InetSocketAddress> to = proxy.path(member);
    if (to.isEmpty()) {
      again(errand, member);
      return;
    }
    member.begin();
    new Bootstrap()
        .group(errand.context().channel().eventLoop())
        .channel(NioSocketChannel.class)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel connection) {
                connection
                    .pipeline()
                    .addLast(new HttpClientCodec())
                    .addLast(new HttpObjectAggregator(LARGEST_BODY))
                    .addLast(new Reply(errand, member));
              }
            })
        .connect(to.get())
        .addListener((ChannelFutureListener) connected -> sent(errand, member, connected));
  }

  private void sent(Errand errand, ProxyMember member, ChannelFuture connected) {
    if (connected.isSuccess()) {
      connected.channel().closeFuture().addListener(end -> member.end());
      connected.channel().writeAndFlush(errand.request());
    } else {
      member.end();
      again(errand, member);
    }
  }

  /** A connection that failed has carried nothing, so the request may go to another member. */
  private void again(Errand errand, ProxyMember failed) {
    errand.failed().add(failed);
    dispatch(errand);
  }

  private static void unavailable(ChannelHandlerContext context) {
    fail(context, HttpResponseStatus.SERVICE_UNAVAILABLE);
  }

  private static void fail(ChannelHandlerContext context, HttpResponseStatus status) {
    var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
    answer.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, 0);
    answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
  }

  private static Optional<String> valueOf(FullHttpRequest request, String name) {
    return request.headers().getAll(HttpHeaderNames.COOKIE).stream()
        .flatMap(header -> ServerCookieDecoder.LAX.decode(header).stream())
        .filter(cookie -> cookie.name().equals(name))
        .map(Cookie::value)
        .findFirst();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  /** What the member answers. */
  private static final class Reply extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final Errand errand;
    private final ProxyMember member;
    private boolean answered;

    Reply(Errand errand, ProxyMember member) {
      this.errand = errand;
      this.member = member;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      answered = true;
      FullHttpResponse passed = response.retain();
      HttpUtil.setKeepAlive(passed, errand.keepAlive());
      errand
          .pool()
          .backend()
          .cookie()
          .filter(name -> !errand.cookie().equals(member.server().cookie()))
          .ifPresent(
              name ->
                  member
                      .server()
                      .cookie()
                      .ifPresent(
                          value ->
                              passed
                                  .headers()
                                  .add(
                                      HttpHeaderNames.SET_COOKIE,
                                      name + "=" + value + "; path=/")));
      var written = errand.context().writeAndFlush(passed);
      if (!errand.keepAlive()) {
        written.addListener(ChannelFutureListener.CLOSE);
      }
      errand.context().channel().config().setAutoRead(true);
      context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!answered) {
        fail(errand.context(), HttpResponseStatus.BAD_GATEWAY);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
