#include "tests/daemon/deliver/office.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "tests/alerts/notify/builders.h"

namespace fenghuo {
namespace {

constexpr auto kPatience = std::chrono::seconds(60);

Roster ARoster() {
  Staff staff;
  Person zhang;
  zhang.id = "zhang";
  zhang.contacts = {{"desk", "13800000000"}, {"mail", "zhang@office.example"}};
  Person li;
  li.id = "li";
  li.contacts = {{"mail", "li@office.example"}};
  staff.people = {zhang, li};
  return Roster(std::move(staff));
}

// What one type alone needs.
void SetUp(ChannelType type, ChannelSpec& channel) {
  channel.wecom_app = {.corp_id = "wwcorp", .agent_id = 1000002};
  channel.sms = {.access_key = "AKIDEXAMPLE", .sign_name = "测试签名", .template_id = "SMS_0000",
                 .fields = {SmsField::kLevel, SmsField::kWhat, SmsField::kNumber}, .app_id = "1400000000"};
  if (FactsOf(type).needs_secret) channel.token_file.clear();
  if (type == ChannelType::kHttpTemplate) channel.base_url += "/push";
  channel.http_template.path = "/{{token}}";
  channel.http_template.headers = {{"X-Id", "{{id}}"}, {"Authorization", "Key {{secret}}"}};
  channel.http_template.body = R"({"title":"{{head}}","text":"{{text}}","to":"{{address}}","key":"{{secret}}"})";
  channel.http_template.pointer = "/code";
  channel.http_template.value = "200";
}

// Takes the files away when the test program ends.
class SecretFiles {
 public:
  ~SecretFiles() {
    for (const std::string& path : paths_) std::filesystem::remove(path);
  }
  void Note(const std::string& path) { paths_.insert(path); }

 private:
  std::set<std::string> paths_;
};

}  // namespace

std::string SecretFile(const std::string& name, const std::string& content) {
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  std::string file = "fenghuo_" + std::to_string(getpid()) + "_" + test->test_suite_name() + "_" + test->name() + "_" + name;
  std::replace(file.begin(), file.end(), '/', '_');
  const std::string path = ::testing::TempDir() + file;
  static SecretFiles files;
  files.Note(path);
  std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
  return path;
}

ChannelSpec ChannelTo(const FakeServer& server, ChannelType type, const std::string& name) {
  ChannelSpec channel;
  channel.id = name;
  channel.name = name + "群";
  channel.type = type;
  channel.base_url = server.Url("");
  channel.allow_plain_http = true;
  if (type == ChannelType::kSmtp) {
    channel.base_url = "smtp://" + server.Host();
    channel.from = "fenghuo@office.example";
    channel.from_name = "烽火";
    channel.hello_name = "fenghuo.office.example";
    return channel;
  }
  if (type == ChannelType::kSyslog) {
    channel.base_url = "tcp://" + server.Host();
    channel.hello_name = "fenghuo.office.example";
    channel.limits = FactsOf(type).limits;
    return channel;
  }
  if (type == ChannelType::kWebhook) {
    channel.base_url = server.Url("/hook");
    channel.secret_file = SecretFile(name + "_secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
    return channel;
  }
  std::string token = "canary-token-" + name;
  if (type == ChannelType::kSlack) token = "T0CANARY/B0CANARY/" + token;
  if (type == ChannelType::kTelegram) token = "7:" + token;
  if (type == ChannelType::kTeams) channel.base_url = server.Url("/workflows/1/invoke?api-version=1");
  if (type == ChannelType::kTelegram) channel.to = "-100200";
  if (type == ChannelType::kNtfy) channel.to = "duty";
  channel.limits = FactsOf(type).limits;
  channel.token_file = SecretFile(name + "_token", token + "\n");
  SetUp(type, channel);
  const bool signs = type == ChannelType::kDingtalk || type == ChannelType::kFeishu || FactsOf(type).needs_secret ||
                     type == ChannelType::kHttpTemplate;
  if (signs) channel.secret_file = SecretFile(name + "_secret", "SECcanary" + name + "\n");
  return channel;
}

Notification ARow(const std::string& id, const std::string& channel) {
  Notification row = ANotification();
  row.id = id;
  row.channel = channel;
  if (channel == "mail") row.receivers = {{"zhang", "zhang@office.example"}};
  return row;
}

Office::Office(const std::vector<const FakeServer*>& servers, OfficeOptions options)
    : desk_{.policies = {}, .roster = ARoster(), .channels = {}, .city = "", .public_url = ""},
      options_(std::move(options)),
      transport_(TransportTo(servers, options_.transport)),
      mailer_(GateTo(servers)),
      syslog_(GateTo(servers)) {
  Start();
}

Office::~Office() = default;

void Office::Start() {
  delivery_ = std::make_unique<Delivery>([this](const std::string& id) { return rows_.contains(id); }, 1);
  const auto wake = [this] {
    std::lock_guard<std::mutex> lock(mutex_);
    ++arrived_;
    wakes_.notify_one();
  };
  const Clock& clock = options_.clock != nullptr ? *options_.clock : clock_;
  courier_ = std::make_unique<Courier>(
      CourierWorld{.transport = *transport_, .mailer = mailer_, .syslog = syslog_, .clock = clock, .wake = wake}, options_.settings);
}

ChannelSpec& Office::Channel(const std::string& name) {
  return *std::find_if(desk_.channels.begin(), desk_.channels.end(), [&](const ChannelSpec& c) { return c.id == name; });
}

void Office::Put(const Notification& row) { Store({row}); }

void Office::Store(const std::vector<Notification>& rows) {
  for (const Notification& row : rows) {
    rows_[row.id] = row;
    if (IsFinal(row.state)) {
      outbox_.erase(row.id);
    } else {
      outbox_[row.id] = row;
    }
  }
}

size_t Office::InFlight() const {
  return static_cast<size_t>(std::count_if(outbox_.begin(), outbox_.end(), [](const auto& row) {
    return row.second.state == DeliveryState::kInFlight;
  }));
}

void Office::Settle(Timestamp now) {
  for (DeliveryResult& result : courier_->TakeResults()) {
    if (outbox_.contains(result.id)) Store(delivery_->Settle(outbox_.at(result.id), result, desk_, now));
    results_.push_back(std::move(result));
    std::lock_guard<std::mutex> lock(mutex_);
    --arrived_;
  }
}

bool Office::Turn(Timestamp now) {
  Settle(now);
  const DeliveryTurn turn = delivery_->Plan({&outbox_}, desk_, now);
  Store(turn.rows);
  for (const Notification& row : turn.sends) courier_->Send(row, *delivery_->ChannelOf(row, desk_));
  return !turn.sends.empty();
}

void Office::AwaitResults() {
  std::unique_lock<std::mutex> lock(mutex_);
  const int wanted = static_cast<int>(InFlight());
  ASSERT_TRUE(wakes_.wait_for(lock, kPatience, [&] { return arrived_ >= wanted; })) << "no answer came";
}

void Office::RunUntilQuiet(Timestamp now) {
  for (int turns = 0; turns < 10'000; ++turns) {
    Turn(now);
    if (InFlight() == 0) return;
    std::unique_lock<std::mutex> lock(mutex_);
    ASSERT_TRUE(wakes_.wait_for(lock, kPatience, [&] { return arrived_ > 0; })) << "no answer came";
  }
  FAIL() << "never quiet";
}

void Office::Kill(Timestamp now) {
  courier_.reset();
  {
    std::lock_guard<std::mutex> lock(mutex_);
    arrived_ = 0;
  }
  Start();
  std::vector<Notification> recent;
  for (const auto& [id, row] : rows_) recent.push_back(row);
  Store(delivery_->Recover({&outbox_}, recent, desk_, now));
}

}  // namespace fenghuo
