#include "daemon/net/curl_mailer.h"

#include <gtest/gtest.h>

#include <map>
#include <functional>
#include <string>
#include <vector>

#include "tests/daemon/net/fake_certificate.h"
#include "tests/daemon/net/fake_server.h"
#include "tests/daemon/net/open_transport.h"

namespace fenghuo {
namespace {

using Transport = Answer::Transport;

enum class AfterMail { kReply, kHangUp, kSilence };

// What a fake mail server says to each command; everything not named gets "250 ok".
struct MailScript {
  std::string hello = "250-mail.test\r\n250-AUTH PLAIN\r\n250 8BITMIME";
  std::map<std::string, std::string> replies = {};
  std::string after_mail = "250 queued";
  AfterMail end = AfterMail::kReply;
};

struct MailLog {
  std::vector<std::string> commands;
  std::string mail;
};

std::string ReplyTo(const std::string& command, const MailScript& script) {
  if (command.starts_with("EHLO")) return script.hello;
  for (const auto& [prefix, reply] : script.replies) {
    if (command.starts_with(prefix)) return reply;
  }
  if (command == "DATA") return "354 go on";
  if (command == "QUIT") return "221 bye";
  if (command.starts_with("AUTH PLAIN")) return "334 ";
  return command == "AGZlbmdodW8AczNjcmV0" ? "235 welcome" : "250 ok";  // \0fenghuo\0s3cret
}

void TakeMail(FakeConnection& peer, const MailScript& script, MailLog& log) {
  while (std::optional<std::string> line = peer.ReadLine()) {
    if (*line == ".") break;
    log.mail += *line + "\n";
  }
  if (script.end == AfterMail::kReply) peer.Send(script.after_mail + "\r\n");
  if (script.end == AfterMail::kSilence) peer.Wait(hours(1));
}

FakeServer::Script MailServer(const MailScript& script, MailLog& log) {
  return [&script, &log](FakeConnection& peer) {
    peer.Send("220 mail.test\r\n");
    while (std::optional<std::string> command = peer.ReadLine()) {
      log.commands.push_back(*command);
      std::string reply = ReplyTo(*command, script);
      peer.Send(reply + "\r\n");
      if (*command == "STARTTLS" && (!reply.starts_with("220") || !peer.StartTls())) return;
      if (*command == "DATA" && reply.starts_with("354")) {
        TakeMail(peer, script, log);
        if (script.end != AfterMail::kReply) return;
      }
    }
  };
}

MailRequest AMail(const FakeServer& server) {
  return {.url = "smtp://" + server.Host(),
          .hello_name = "fenghuo.test",
          .tls = MailTls::kPlainAllowed,
          .from = "fenghuo@a.test",
          .to = "duty@b.test",
          .headers = {{"From", "<fenghuo@a.test>"},
                      {"To", "<duty@b.test>"},
                      {"Subject", "=?UTF-8?B?54O9?=\r\n =?UTF-8?B?54Gr?="},
                      {"Message-ID", "<delivery-1@a.test>"}},
          .text = "烽火\n.一行以点开头\n",
          .html = "<p>烽火</p>"};
}

// One mail to one server with one script.
struct Sent {
  Answer answer;
  MailLog log;
};

Sent SendTo(const MailScript& script, const std::function<void(MailRequest&)>& change = {}) {
  Sent sent;
  {
    FakeServer server(MailServer(script, sent.log));
    CurlMailer mailer(GateTo({&server}));
    MailRequest request = AMail(server);
    if (change) change(request);
    sent.answer = mailer.Send(request);
  }
  return sent;
}

TEST(CurlMailerTest, SendsTextAndHtmlAsOneAlternative) {
  Sent sent = SendTo({});

  EXPECT_EQ(sent.answer.transport, Transport::kAnswered) << sent.answer.error;
  EXPECT_EQ(sent.answer.status, 250);
  EXPECT_EQ(sent.answer.body, "250 queued");
  ASSERT_GE(sent.log.commands.size(), 4u);
  EXPECT_EQ(sent.log.commands[0], "EHLO fenghuo.test");
  EXPECT_TRUE(sent.log.commands[1].starts_with("MAIL FROM:<fenghuo@a.test>")) << sent.log.commands[1];
  EXPECT_EQ(sent.log.commands[2], "RCPT TO:<duty@b.test>");
  const std::string& mail = sent.log.mail;
  EXPECT_NE(mail.find("Subject: =?UTF-8?B?54O9?=\n =?UTF-8?B?54Gr?=\n"), std::string::npos) << mail;
  EXPECT_NE(mail.find("Message-ID: <delivery-1@a.test>\n"), std::string::npos) << mail;
  EXPECT_NE(mail.find("MIME-Version: 1.0\n"), std::string::npos) << mail;
  EXPECT_NE(mail.find("Content-Type: multipart/alternative; boundary="), std::string::npos) << mail;
  EXPECT_EQ(mail.find("multipart/mixed"), std::string::npos) << mail;
  size_t text = mail.find("Content-Type: text/plain; charset=utf-8\n");
  size_t html = mail.find("Content-Type: text/html; charset=utf-8\n");
  EXPECT_LT(text, html) << mail;
  EXPECT_NE(html, std::string::npos) << mail;
  EXPECT_NE(mail.find("54O954GrCi7kuIDooYzku6XngrnlvIDlpLQK"), std::string::npos) << mail;
}

TEST(CurlMailerTest, LeavesOutThePartThatIsEmpty) {
  Sent sent = SendTo({}, [](MailRequest& request) { request.html.clear(); });

  EXPECT_EQ(sent.answer.status, 250);
  EXPECT_EQ(sent.log.mail.find("text/html"), std::string::npos);
}

TEST(CurlMailerTest, GivesTheReplyThatRefusedTheReceiver) {
  Sent final_refusal = SendTo({.replies = {{"RCPT", "550 5.1.1 no such user"}}});
  Sent for_now = SendTo({.replies = {{"RCPT", "451 4.7.1 greylisted"}}});

  EXPECT_EQ(final_refusal.answer.transport, Transport::kAnswered);
  EXPECT_EQ(final_refusal.answer.status, 550);
  EXPECT_EQ(final_refusal.answer.body, "550 5.1.1 no such user");
  EXPECT_EQ(for_now.answer.status, 451);
}

TEST(CurlMailerTest, GivesTheReplyAfterTheFinalDot) {
  Sent sent = SendTo({.after_mail = "554 5.7.1 content refused"});

  EXPECT_EQ(sent.answer.transport, Transport::kAnswered);
  EXPECT_EQ(sent.answer.status, 554);
}

TEST(CurlMailerTest, DoesNotKnowWhenTheReplyAfterTheFinalDotIsMissing) {
  Sent hung_up = SendTo({.end = AfterMail::kHangUp});
  Sent silent = SendTo({.end = AfterMail::kSilence}, [](MailRequest& request) { request.reply_timeout = seconds(1); });

  EXPECT_EQ(hung_up.answer.transport, Transport::kMaybeSent);
  EXPECT_EQ(silent.answer.transport, Transport::kMaybeSent);
}

TEST(CurlMailerTest, KnowsThatNothingLeftBeforeTheMailBegan) {
  auto server = std::make_unique<FakeServer>([](FakeConnection&) {});
  CurlMailer mailer(GateTo({server.get()}));
  MailRequest request = AMail(*server);

  EXPECT_EQ(mailer.Send(request).transport, Transport::kNotSent);  // hangs up at once
  server.reset();
  EXPECT_EQ(mailer.Send(request).transport, Transport::kNotSent);  // nobody listens
}

TEST(CurlMailerTest, SendsNothingWithoutTlsUnlessItIsAllowed) {
  Sent sent = SendTo({}, [](MailRequest& request) { request.tls = MailTls::kRequired; });

  EXPECT_EQ(sent.answer.transport, Transport::kNotSent);
  EXPECT_EQ(sent.log.mail, "");
  for (const std::string& command : sent.log.commands) EXPECT_FALSE(command.starts_with("MAIL")) << command;
}

TEST(CurlMailerTest, LogsInOverStartTls) {
  FakeAuthority authority;
  MailScript script{.hello = "250-mail.test\r\n250-STARTTLS\r\n250 AUTH PLAIN", .replies = {{"STARTTLS", "220 go"}}};
  MailLog log;
  FakeServer server(MailServer(script, log), {.tls = authority.Issue({}), .tls_at_once = false});
  CurlMailer mailer(GateTo({&server}));
  MailRequest request = AMail(server);
  request.tls = MailTls::kRequired;
  request.ca_file = authority.ca_file();
  request.user = "fenghuo";
  request.password = "s3cret";

  Answer answer = mailer.Send(request);

  EXPECT_EQ(answer.status, 250) << answer.error;
  ASSERT_GE(log.commands.size(), 3u);
  EXPECT_EQ(log.commands[1], "STARTTLS");
  EXPECT_TRUE(log.commands[3].starts_with("AUTH PLAIN")) << log.commands[3];
}

TEST(CurlMailerTest, SendsOverTlsFromTheStart) {
  FakeAuthority authority;
  MailScript script;
  MailLog log;
  FakeServer server(MailServer(script, log), {.tls = authority.Issue({})});
  CurlMailer mailer(GateTo({&server}));
  MailRequest request = AMail(server);
  request.url = "smtps://" + server.Host();
  request.tls = MailTls::kRequired;
  request.ca_file = authority.ca_file();

  EXPECT_EQ(mailer.Send(request).status, 250);
}

TEST(CurlMailerTest, NamesACertificateThatNobodyTrusts) {
  FakeAuthority authority;
  MailScript script{.hello = "250-mail.test\r\n250 STARTTLS", .replies = {{"STARTTLS", "220 go"}}};
  MailLog log;
  FakeServer server(MailServer(script, log), {.tls = authority.Issue({.signed_by = SignedBy::kItself}), .tls_at_once = false});
  CurlMailer mailer(GateTo({&server}));
  MailRequest request = AMail(server);
  request.tls = MailTls::kRequired;
  request.ca_file = authority.ca_file();

  EXPECT_EQ(mailer.Send(request).transport, Transport::kCertificate);
}

TEST(CurlMailerTest, GivesTheReplyThatRefusedTheLogin) {
  Sent sent = SendTo({.replies = {{"AUTH", "535 5.7.8 wrong"}}}, [](MailRequest& request) {
    request.user = "fenghuo";
    request.password = "s3cret";
  });

  EXPECT_EQ(sent.answer.transport, Transport::kAnswered);
  EXPECT_EQ(sent.answer.status, 535);
  EXPECT_EQ(sent.answer.error.find("s3cret"), std::string::npos);
}

TEST(CurlMailerTest, NothingGetsIntoACommandOrAHeader) {
  auto refused = [](const std::function<void(MailRequest&)>& change) {
    Sent sent = SendTo({}, change);
    EXPECT_EQ(sent.answer.transport, Transport::kAnswered);
    EXPECT_EQ(sent.answer.status, 553);
    EXPECT_TRUE(sent.log.commands.empty());
    return sent.answer.error;
  };

  EXPECT_EQ(refused([](MailRequest& r) { r.from = "a@b.test>\r\nRCPT TO:<c@d.test"; }), "from: is no mail address");
  EXPECT_EQ(refused([](MailRequest& r) { r.to = "duty@b.test\r\nX"; }), "to: is no mail address");
  EXPECT_EQ(refused([](MailRequest& r) { r.to = "duty@b.test,other@b.test"; }), "to: is no mail address");
  EXPECT_EQ(refused([](MailRequest& r) { r.hello_name = "a\r\nMAIL"; }), "hello_name: is no host name");
  EXPECT_EQ(refused([](MailRequest& r) { r.headers.Add("X", "a\r\nBcc: c@d.test"); }),
            "headers: X holds a control or non-ASCII character");
  EXPECT_EQ(refused([](MailRequest& r) { r.headers.Add("X", "a\r\n"); }), "headers: X holds a control or non-ASCII character");
  EXPECT_EQ(refused([](MailRequest& r) { r.headers.Add("X\r\nBcc", "c@d.test"); }), "headers: a name is malformed");
  EXPECT_EQ(refused([](MailRequest& r) { r.headers.Add("X", "烽火"); }), "headers: X holds a control or non-ASCII character");
}

TEST(CurlMailerTest, GoesThroughAConfiguredProxy) {
  MailScript script;
  MailLog log;
  FakeServer proxy([&](FakeConnection& peer) {
    if (!peer.ReadRequest()) return;
    peer.Send("HTTP/1.1 200 Connection established\r\n\r\n");
    MailServer(script, log)(peer);
  });
  CurlMailer mailer(GateTo({&proxy}));
  MailRequest request = AMail(proxy);
  request.url = "smtp://mail.example:587";
  request.proxy = proxy.Url("");

  Answer answer = mailer.Send(request);

  EXPECT_EQ(answer.status, 250) << answer.error;
  EXPECT_EQ(PathOf(proxy.requests()[0]), "CONNECT mail.example:587");
  EXPECT_EQ(log.commands[0], "EHLO fenghuo.test");
}

// The gate tells where the socket goes to; nobody needs to listen there.
TEST(CurlMailerTest, ConnectsToThePortOfSubmissionWithoutAHelloNameToo) {
  GateOptions options;
  options.deliver.allow_addresses = {"127.0.0.1:587"};
  CurlMailer mailer(std::make_shared<const AddressGate>(*AddressGate::Compile(options)));
  FakeServer nobody([](FakeConnection&) {});
  MailRequest request = AMail(nobody);
  request.hello_name.clear();

  for (const char* url : {"smtp://127.0.0.1", "smtp://127.0.0.1:587"}) {
    request.url = url;
    EXPECT_NE(mailer.Send(request).transport, Transport::kBlockedAddress) << url;
  }
  request.url = "smtp://127.0.0.1:25";
  EXPECT_EQ(mailer.Send(request).transport, Transport::kBlockedAddress);
}

TEST(CurlMailerTest, AsksTheGate) {
  MailLog log;
  MailScript script;
  FakeServer server(MailServer(script, log));
  CurlMailer mailer(GateTo({}));

  Answer answer = mailer.Send(AMail(server));

  EXPECT_EQ(answer.transport, Transport::kBlockedAddress);
  EXPECT_EQ(answer.error, "address not allowed");
  EXPECT_EQ(server.connections(), 0);
}

}  // namespace
}  // namespace fenghuo
