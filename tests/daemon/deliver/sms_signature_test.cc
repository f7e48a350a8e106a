// The signatures of Aliyun and Tencent by the vectors of notifications.md 8.1 and 8.2.

#include <gtest/gtest.h>

#include "daemon/deliver/aliyun_sms/acs3.h"
#include "daemon/deliver/hmac.h"
#include "daemon/deliver/tencent_sms/tc3.h"

namespace fenghuo {
namespace {

std::map<std::string, std::string> Headers(const std::string& action, const std::string& version, const std::string& date,
                                           const std::string& nonce) {
  return {{"x-acs-action", action}, {"x-acs-content-sha256", Hex(Sha256(""))}, {"x-acs-date", date},
          {"x-acs-signature-nonce", nonce}, {"x-acs-version", version}};
}

TEST(Acs3Test, MakesTheVendorsExample) {
  Acs3Call call;
  call.host = "ecs.cn-shanghai.aliyuncs.com";
  call.query = {{"RegionId", "cn-shanghai"}, {"ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"}};
  call.headers = Headers("RunInstances", "2014-05-26", "2023-10-26T10:22:32Z", "3156853299f313e23d1673dc12e1703d");
  const Acs3Signature signature = SignAcs3(call, Hex(Sha256("")), {"YourAccessKeyId", "YourAccessKeySecret"});
  EXPECT_EQ(signature.signature, "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
  EXPECT_EQ(signature.authorization,
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;"
            "x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
}

TEST(Acs3Test, SignsChineseInTheQuery) {
  Acs3Call call;
  call.host = "dysmsapi.aliyuncs.com";
  call.query = {{"PhoneNumbers", "13800000000"}, {"SignName", "测试签名"}, {"TemplateCode", "SMS_0000"},
                {"TemplateParam", R"({"code":"红色预警"})"}};
  call.headers = Headers("SendSms", "2017-05-25", "2024-01-01T00:00:00Z", "nonce-0001");
  const Acs3Signature signature = SignAcs3(call, Hex(Sha256("")), {"id", "testsecret"});
  EXPECT_EQ(CanonicalQuery(call.query),
            "PhoneNumbers=13800000000&SignName=%E6%B5%8B%E8%AF%95%E7%AD%BE%E5%90%8D&TemplateCode=SMS_0000&TemplateParam="
            "%7B%22code%22%3A%22%E7%BA%A2%E8%89%B2%E9%A2%84%E8%AD%A6%22%7D");
  EXPECT_EQ(signature.canonical_hash, "f3b35eec083787d1067e613969df062211934fe212c0c963d7a241b68129ae68");
  EXPECT_EQ(signature.signature, "4a141dd89b9c756779613a83b02af9e332ad29768fc85f9254891deb4446523b");
}

TEST(Acs3Test, EncodesTheThreeCharactersThatOthersEncodeOtherwise) {
  EXPECT_EQ(CanonicalQuery({{"a", "x y"}, {"b", "~"}, {"c", "*"}}), "a=x%20y&b=~&c=%2A");
}

TEST(Tc3Test, MakesTheVendorsExample) {
  const Tc3Signature signature =
      SignTc3({.host = "cvm.tencentcloudapi.com", .service = "cvm", .content_type = "application/json; charset=utf-8",
               .body = R"({"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]})"},
              {"AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"}, FromUnixSeconds(1551113065));
  EXPECT_EQ(signature.canonical_hash, "5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031");
  EXPECT_EQ(signature.signature, "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");
  EXPECT_EQ(signature.authorization,
            "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, "
            "Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");
}

TEST(Tc3Test, SignsAChineseMessage) {
  const Tc3Signature signature =
      SignTc3({.host = "sms.tencentcloudapi.com", .service = "sms", .content_type = "application/json; charset=utf-8",
               .body = R"({"PhoneNumberSet":["+8613800000000"],"SmsSdkAppId":"1400000000","SignName":"测试签名","TemplateId":"100001",)"
                       R"("TemplateParamSet":["红色预警"],"SessionContext":"ntf_01"})"},
              {"id", "testsecretkey"}, FromUnixSeconds(1704067200));
  EXPECT_EQ(signature.payload_hash, "cc6575b80a325579410695156a3bfb9c195542e26daff934febe9cbd017af698");
  EXPECT_EQ(signature.canonical_hash, "30778d31050e576174f7a121b7a598b70563ff4bdabe2ba54cacd2ddca04edc3");
  EXPECT_EQ(signature.signature, "0cb9fcef070e5206e3e7cd607cc17d5866c8b414687f91c86af4e04fd167c010");
}

}  // namespace
}  // namespace fenghuo
