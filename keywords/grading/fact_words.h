// The words that FindFacts reads harm, its denial, schools and recalls by. Only for keywords/grading/facts.cc.
//
// Folded text. Constants: any number of threads.

#ifndef FENGHUO_KEYWORDS_GRADING_FACT_WORDS_H_
#define FENGHUO_KEYWORDS_GRADING_FACT_WORDS_H_

#include <cstddef>
#include <string_view>

namespace fenghuo::fact_words {

using Text = std::u32string_view;

constexpr Text kDeathWords[] = {U"死亡", U"身亡", U"丧生", U"丧命", U"遇难", U"罹难", U"毙命", U"殉职", U"不治", U"溺亡",
                                U"坠亡", U"双亡", U"烧死", U"熏死", U"压死", U"撞死", U"砸死", U"淹死", U"毒死", U"猝死",
                                U"致死", U"打死", U"死者", U"牺牲", U"遗体", U"尸体", U"死于", U"死在",
                                U"没有生命体征", U"无生命体征", U"失去生命", U"去世", U"离世"};
constexpr Text kInjuredWords[] = {U"伤亡", U"死伤", U"受伤", U"重伤", U"轻伤", U"烧伤", U"烫伤",   U"灼伤", U"砸伤", U"摔伤",
                                  U"撞伤", U"刺伤", U"扎伤", U"擦伤", U"炸伤", U"咬伤", U"冻伤",   U"划伤", U"轻微伤", U"骨折",
                                  U"伤者", U"伤员", U"伤势", U"烂脸", U"毁容", U"失明", U"受重", U"受轻"};
constexpr Text kPoisonedWords[] = {U"中毒", U"呕吐", U"腹泻", U"腹痛", U"肚子痛", U"肚子疼", U"上吐下泻",
                                   U"拉肚子", U"恶心", U"头晕", U"头痛", U"晕倒", U"不适", U"发烧", U"发热", U"过敏", U"患病",
                                   U"发病", U"染病", U"感染", U"症状", U"洗胃", U"病例"};
constexpr Text kTrappedWords[] = {U"被困", U"困人"};
// Who is treated is ill where the report speaks of illness and nobody's wounds, else injured.
constexpr Text kTreatedWords[] = {U"送医", U"就医", U"就诊", U"住院", U"入院", U"送院", U"收治", U"昏迷",
                                  U"患者", U"病人", U"留观", U"留院", U"接受治疗", U"接受观察"};
// 送往市人民医院: the place may stand some way behind.
constexpr Text kTaken[] = {U"送往", U"送到", U"送至", U"送进", U"转往", U"送入"};
constexpr Text kTakenTo[] = {U"医院", U"卫生院", U"诊所", U"急诊", U"急救中心"};
constexpr size_t kTakenReach = 14;
// What makes a death word something else: 死亡赔偿金, 死刑, 死里逃生.
constexpr Text kNotDeath[] = {U"死亡赔", U"死亡证", U"死亡率", U"死亡威", U"死亡风", U"死亡线", U"死亡之", U"死刑", U"死缓",
                              U"死神",   U"死党",   U"死角",   U"死因",   U"死机",   U"死里",   U"死心",   U"死活", U"死伤"};
constexpr Text kNotAfterNumber[] = {U"一生", U"了之", U"百了", U"不辞", U"难辞", U"害",
                                    U"心",   U"感",   U"风",   U"寒",   U"口",   U"痛"};
// Between the number and its verb: it did not happen, or it happened to others.
constexpr Text kNotSo[] = {U"未", U"没", U"无人", U"无生命", U"不会", U"避免", U"以上", U"以下", U"可能"};
constexpr Text kRescuers[] = {U"救出", U"救援", U"施救", U"营救", U"赶赴", U"赶往", U"赶到", U"疏散",
                              U"救治", U"救助", U"参与", U"投入", U"照顾", U"护送", U"搜救"};
// Who was only trapped and is out is not hurt: 救出28名被困人员.
constexpr Text kFreed[] = {U"救出",   U"救出了", U"解救", U"解救出", U"解救出了", U"营救", U"营救出",
                           U"疏散", U"疏散了", U"转移", U"转移了", U"搜救",     U"救援", U"送下"};
// 昨日一所小学, 两所学校: what makes a sentence of harm one about a school.
constexpr Text kSchools[] = {U"学校", U"校园", U"小学", U"中学", U"幼儿园", U"大学", U"学院",
                             U"高中", U"职校", U"技校", U"托管班", U"校方"};
constexpr Text kRecall[] = {U"召回", U"下架"};
constexpr Text kNotRecalled[] = {U"未", U"没有", U"拒绝", U"不予", U"应", U"应当", U"要求"};
constexpr Text kRecalledMeasures = U"辆台件瓶盒箱罐袋支批包部个套只双";
constexpr size_t kRecallReach = 60;
constexpr Text kNotBefore[] = {U"未造成", U"没有造成", U"未有",   U"没有", U"并无", U"无",   U"未致", U"未发现", U"避免",
                               U"避免了", U"出动",     U"出动了", U"调派", U"调集", U"派出", U"组织", U"增派",   U"抽调"};
// Sentences about no single happening, or about one that did not happen.
constexpr Text kNotThis[] = {U"每年",   U"年均", U"平均每", U"谣言",     U"不实",
                             U"不属实", U"辟谣", U"是指",   U"构成犯罪", U"有期徒刑以"};
// Between a verb and the number behind it: 死亡人数升至5人.
constexpr Text kLinks[] = {U"人数", U"人员",   U"学生",   U"群众", U"者",     U"为",   U"达到", U"达",   U"已",
                           U"升至", U"上升至", U"上升到", U"增至", U"增加到", U"共计", U"共",   U"总数", U"约",
                           U"近",   U"超过",   U"至少",   U"的",   U"有",     U"了",   U":",    U" "};
// 人 that begins another word: 第一人民医院, 3人次.
constexpr Text kNotPeople = U"民员士工口数次类才均群防体质气力造物社";

}  // namespace fenghuo::fact_words

#endif  // FENGHUO_KEYWORDS_GRADING_FACT_WORDS_H_
